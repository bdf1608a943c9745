using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>What the fleet loop gives a node.</summary>
/// <param name="Tracing">As the policies say, whether or not a stream rejected its collector; null before the first.</param>
/// <param name="Condition">Why the node gets nothing new; null when it does.</param>
/// <param name="Streams">Those that are open, observers too, the oldest first.</param>
/// <param name="ListenersChangedAt">
/// When a listener that a stream had was last changed or removed, so that its connections drain; null when none was.
/// </param>
public sealed record ServedProxy(
    EffectiveTracing? Tracing, string? Condition, ImmutableArray<ServedStream> Streams, DateTimeOffset? ListenersChangedAt = null)
{
    public static readonly ServedProxy Nothing = new(null, null, []);

    /// <summary>The proxy, where another control plane serves its listeners; null for that of a Dataplane.</summary>
    public Proxy? Overlay { get; init; }

    /// <summary>At least one stream is a proxy's, not an observer's.</summary>
    public bool HasProxy => Streams.Any(open => !open.Stream.Observer);

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

    /// <summary>Of the proxy's streams; null when none tells its version.</summary>
    public EnvoyVersion? OldestEnvoy
    {
        get
        {
            EnvoyVersion? oldest = null; // asked for each proxy of a status, so nothing is allocated
            foreach (var open in Streams)
            {
                if (open.Stream.Observer || EnvoyVersions.Of(open.Stream.Start.Node) is not { } envoy) continue;
                if (oldest is null || envoy < oldest) oldest = envoy;
            }

            return oldest;
        }
    }
}
