using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Translation.Previews;

/// <summary>
/// How a connected proxy is served: how it takes its sampling, and whether it is untraced because its Envoy rejected its collector cluster.
/// </summary>
public sealed record ConnectedProxy(SamplingMode Sampling, bool CollectorRejected = false)
{
    /// <summary>Of a proxy that is not connected: that of our bootstrap.</summary>
    public static readonly ConnectedProxy Assumed = new(SamplingMode.Rtds);
}
