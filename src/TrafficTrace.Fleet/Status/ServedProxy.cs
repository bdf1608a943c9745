using System.Collections.Immutable;
using TrafficTrace.Core.Matching;

namespace TrafficTrace.Fleet.Status;

/// <summary>What the fleet loop gives a node.</summary>
/// <param name="Tracing">As the policies say, whether or not a stream rejected its collector; null before the first.</param>
/// <param name="Condition">Why the node gets nothing new; null when it does.</param>
/// <param name="Streams">Those that are open, observers too, the oldest first.</param>
/// <param name="OnceAccepted">
/// How the proxy stands once its streams have accepted all of this: made once, for all who look. Null when no stream is a proxy's.
/// </param>
public sealed record ServedProxy(
    EffectiveTracing? Tracing, string? Condition, ImmutableArray<ServedStream> Streams, ProxyDelivery? OnceAccepted)
{
    public static readonly ServedProxy Nothing = new(null, null, [], null);

    /// <summary>The proxy, where another control plane serves its listeners; null for that of a Dataplane.</summary>
    public Proxy? Overlay { get; init; }

    /// <summary>At least one stream is a proxy's, not an observer's.</summary>
    public bool HasProxy => OnceAccepted is not null;

    /// <summary>When the newest of the proxy's streams was let in; null when it has none.</summary>
    public DateTimeOffset? NewestStream
    {
        get
        {
            DateTimeOffset? newest = null; // asked for each proxy of a status, so nothing is allocated
            foreach (var open in Streams)
            {
                if (!open.Stream.Observer && !(open.Stream.OpenedAt <= newest)) newest = open.Stream.OpenedAt;
            }

            return newest;
        }
    }

    /// <summary>By what its streams say of themselves: where false, each of their types has to be asked.</summary>
    internal bool IsAccepted
    {
        get
        {
            foreach (var open in Streams)
            {
                if (!open.HasAccepted && !open.Stream.Observer) return false;
            }

            return HasProxy;
        }
    }
}
