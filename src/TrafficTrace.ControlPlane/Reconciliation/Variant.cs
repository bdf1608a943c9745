using Envoy.Api.Protos;
using TrafficTrace.Translation;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>
/// Which of a node's snapshots a stream gets: how it takes its sampling, and what became of its collector cluster.
/// </summary>
internal readonly record struct Variant(SamplingMode Sampling, CollectorState Collector)
{
    /// <summary>An Envoy with a runtime layer asks for it before anything else, on every connect.</summary>
    public static Variant Of(StreamStart start) =>
        new(HasRuntimeLayer(start) ? SamplingMode.Rtds : SamplingMode.Listener, CollectorState.InUse);

    private static bool HasRuntimeLayer(StreamStart start) =>
        start.TypeUrl == TypeUrls.Runtime && start.ResourceNames.Contains(Names.RuntimeLayer);

    public override string ToString() => (Sampling == SamplingMode.Rtds ? "rtds" : "listener") + Collector switch
    {
        CollectorState.InUse => "",
        CollectorState.Offered => "+offered",
        _ => "+untraced",
    };
}
