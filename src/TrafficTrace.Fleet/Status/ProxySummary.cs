using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TrafficTrace.Fleet.Status;

/// <summary>A connected node at one moment, as values alone: what control planes tell each other.</summary>
/// <param name="Node">Its id.</param>
/// <param name="Delivery">How it stands to what it should have, as far as the control plane that has it has looked.</param>
/// <param name="Streams">Those that are open, the oldest first.</param>
public sealed record ProxySummary(string Node, ProxyDelivery Delivery, ImmutableArray<StreamSummary> Streams)
{
    /// <summary>It gets what is newest, and is not due.</summary>
    public bool IsServed { get; init; }

    /// <summary>What it is told apart by, where another control plane serves its listeners; null for that of a Dataplane.</summary>
    public OverlaySummary? Overlay { get; init; }

    /// <summary>At least one stream is a proxy's, not an observer's.</summary>
    [JsonIgnore]
    public bool HasProxy => NewestStream is not null;

    /// <inheritdoc cref="ServedProxy.NewestStream"/>
    [JsonIgnore]
    public DateTimeOffset? NewestStream
    {
        get
        {
            DateTimeOffset? newest = null;
            foreach (var stream in Streams)
            {
                if (!stream.Observer && !(stream.OpenedAt <= newest)) newest = stream.OpenedAt;
            }

            return newest;
        }
    }

    public static ProxySummary Of(ProxyStatus cell)
    {
        var (isDue, served) = (cell.IsDue, cell.Served); // due first: it is served before it ceases to be
        return new(
            cell.NodeId, ProxyDeliveries.Of(cell.NodeId, served, isDue), [.. served.Streams.Select(StreamSummary.Of)])
        {
            IsServed = served.Condition is null && !isDue,
            Overlay = served.Overlay is { } overlay ? OverlaySummary.Of(overlay, served.Tracing?.Policy?.Name) : null,
        };
    }
}
