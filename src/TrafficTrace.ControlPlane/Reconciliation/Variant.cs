using Envoy.Api.Protos;
using TrafficTrace.Translation;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>
/// Which of a node's snapshots a stream gets: how it takes its sampling, and whether it is left untraced because it rejected
/// its collector cluster.
/// </summary>
internal readonly record struct Variant(SamplingMode Sampling, bool Untraced)
{
    /// <summary>An Envoy with a runtime layer asks for it before anything else, on every connect.</summary>
    public static Variant Of(StreamStart start) =>
        new(start.TypeUrl == TypeUrls.Runtime && start.ResourceNames.Contains(Names.RuntimeLayer) ? SamplingMode.Rtds : SamplingMode.Listener, Untraced: false);

    public override string ToString() => (Sampling, Untraced) switch
    {
        (SamplingMode.Rtds, false) => "rtds",
        (SamplingMode.Rtds, true) => "rtds+untraced",
        (_, false) => "listener",
        (_, true) => "listener+untraced",
    };
}
