using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Proxies;

/// <summary>
/// How a connected proxy is served: how it takes its sampling, and whether it is untraced because its Envoy rejected its collector cluster.
/// </summary>
public sealed record ConnectedProxy(SamplingMode Sampling, bool CollectorRejected = false)
{
    /// <summary>Of a proxy that is not connected: that of our bootstrap.</summary>
    public static readonly ConnectedProxy Assumed = new(SamplingMode.Rtds);

    /// <summary>The Envoy that it runs; null when it does not tell, and is taken for a new one.</summary>
    public EnvoyVersion? Envoy { get; init; }

    /// <summary>It, where it is an overlay proxy; null for that of a Dataplane.</summary>
    public Proxy? Overlay { get; init; }

    /// <summary>What of the configuration its Envoy takes.</summary>
    public ProxyConfiguration Served(ProxyConfiguration configuration) => this switch
    {
        { Overlay: not null } => Envoy < EnvoyVersion.WithParentsByRoute ? configuration : configuration.WithoutBreakingCap(),
        { Envoy: { } envoy } when envoy < EnvoyVersion.WithFormats => configuration.WithoutFormats(),
        _ => configuration,
    };
}
