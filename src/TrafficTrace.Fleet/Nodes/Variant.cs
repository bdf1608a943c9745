using Envoy.Api.Protos;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Translation;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// Which of a node's snapshots a stream gets: how it takes its sampling, and what became of its collector cluster.
/// </summary>
internal readonly record struct Variant(SamplingMode Sampling, CollectorState Collector)
{
    /// <summary>
    /// Of a stream whose tags are to be shown and are not known yet: it has no snapshot, until the fleet loop finds that they fit.
    /// </summary>
    public const string Unproven = "unproven";

    private const string Trial = "+offered";

    /// <summary>An Envoy with a runtime layer asks for it before anything else, on every connect.</summary>
    public static Variant Of(StreamStart start) =>
        new(HasRuntimeLayer(start) ? SamplingMode.Rtds : SamplingMode.Listener, CollectorState.InUse);

    /// <summary>The stream of this variant is to say whether it takes its collector.</summary>
    public static bool IsTrial(string variant) => variant.EndsWith(Trial, StringComparison.Ordinal);

    /// <summary>
    /// The stream asks for the runtime layer and can ask for nothing else: that of a proxy whose listeners come from elsewhere.
    /// </summary>
    public static bool IsRuntimeAlone(StreamStart start) => !start.Aggregated && HasRuntimeLayer(start);

    private static bool HasRuntimeLayer(StreamStart start) =>
        start.TypeUrl == TypeUrls.Runtime && start.ResourceNames.Contains(Names.RuntimeLayer);

    public override string ToString() => (Sampling == SamplingMode.Rtds ? "rtds" : "listener") + Collector switch
    {
        CollectorState.InUse => "",
        CollectorState.Offered => Trial,
        _ => "+untraced",
    };
}
