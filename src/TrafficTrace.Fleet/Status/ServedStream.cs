using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Status;

/// <summary>
/// What one stream of a node gets. <see cref="Refused"/> is set while it goes without tracing because it rejected the very collector that
/// it should have; of another that it is offered instead it has said nothing yet.
/// </summary>
public readonly record struct ServedStream(XdsStream Stream, SamplingMode Sampling, CollectorState Collector, RefusedCollector? Refused)
{
    /// <summary>Of the collector that it should have. Null once it holds that: its traced listeners follow.</summary>
    internal RefusedCollector? Refuses => Refused is { } refused && !Stream.Status.Holds(refused.Cluster) ? refused : null;

    /// <summary>It is given all that it should have, and has accepted that.</summary>
    internal bool HasAccepted => Collector == CollectorState.InUse && Stream.HasAccepted;
}
