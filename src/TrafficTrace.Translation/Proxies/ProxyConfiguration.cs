using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Routes;
using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Translation.Proxies;

/// <summary>
/// All that decides what one proxy gets at one revision: its policy is chosen and joined with its backend here, for everybody who
/// serves or shows a proxy. <see cref="Address"/> is the IP of its Dataplane, null while that is not known. <see cref="ProxyTranslator"/>
/// makes the resources of it.
/// </summary>
public sealed record ProxyConfiguration(
    Proxy Proxy, string? Address, EffectiveTracing Tracing, ImmutableDictionary<string, MeshService> Services)
{
    /// <summary>Names of the listeners that are traced, inbounds first; nothing is built for it.</summary>
    public IEnumerable<string> TracedListeners => ProxyPlan.Of(this, SamplingMode.Rtds).TracedListeners;

    public static ProxyConfiguration Of(MeshSnapshot mesh, Proxy proxy) =>
        Of(mesh, proxy, PolicyMatcher.Winner(proxy, mesh.Policies.Values));

    /// <summary>For who knows the policy that won already: of the mesh's, <paramref name="winner"/> must be what matching gives.</summary>
    public static ProxyConfiguration Of(MeshSnapshot mesh, Proxy proxy, TrafficTracePolicy? winner) =>
        new(
            proxy,
            proxy.Dataplane is { } dataplane ? mesh.AddressOf(dataplane) : null,
            proxy.IsOverlay ? OverlayResolution.Resolve(mesh, proxy, winner) : OverrideResolution.Resolve(mesh, proxy, winner),
            mesh.Services)
        {
            KnownSecrets = mesh.Secrets ?? SecretValues.Empty,
        };

    /// <summary>The same listeners untraced and no collector cluster, for a stream whose Envoy has rejected that cluster.</summary>
    public ProxyConfiguration WithoutCollector() => this with { Tracing = Tracing.WithoutCollector() };

    /// <summary>The same for an Envoy before 1.37, which knows no formats: nothing else of the policy is lost for it.</summary>
    public ProxyConfiguration WithoutFormats() => this with { Tracing = Tracing.WithoutFormats() };

    /// <summary>The same for an overlay proxy where a cap breaks traces; nothing else is lost for it.</summary>
    public ProxyConfiguration WithoutBreakingCap() => this with { Tracing = Tracing.WithoutBreakingCap() };

    /// <summary>The same, but with the collector cluster, so that the Envoy can say whether it takes it now.</summary>
    public ProxyConfiguration OfferingCollector() => WithoutCollector() with { Offered = Tracing.Collector };

    /// <summary>
    /// The same, and a collector cluster that nothing new refers to: connections of listeners as they were still export to it.
    /// </summary>
    public ProxyConfiguration Keeping(PackedResource? retired) => this with { Retired = retired };

    /// <summary>
    /// As it is for a stream that takes its sampling that way. Where the listeners hold the number, and no routes of their own do, each
    /// change of it drains.
    /// </summary>
    internal EffectiveTracing TracingBy(SamplingMode mode) =>
        mode == SamplingMode.Listener && Tracing.Collector is { } collector && !RouteTracing.IsNeeded(Tracing, collector)
            ? Tracing.WhereItDrains()
            : Tracing;

    /// <summary>What decides the collector cluster; null where there is none.</summary>
    internal CollectorCluster? CollectorCluster => (Tracing.Collector ?? Offered) is { } collector ? ClusterOf(Tracer.Of(collector)) : null;

    /// <summary>Those that its collector needs and that are there.</summary>
    internal ImmutableArray<SecretResource> Secrets => (Tracing.Collector ?? Offered) is { Secrets: { IsEmpty: false } needed }
        ? [.. from name in needed where KnownSecrets.ContainsKey(name) select new SecretResource(Proxy.Mesh, name, KnownSecrets[name])]
        : [];

    /// <summary>Of the mesh.</summary>
    private ImmutableDictionary<string, SecretValue> KnownSecrets { get; init; } = SecretValues.Empty;

    /// <summary>A collector whose cluster goes beside untraced listeners.</summary>
    private Collector? Offered { get; init; }

    /// <summary>See <see cref="Keeping"/>.</summary>
    internal PackedResource? Retired { get; private init; }

    private CollectorCluster ClusterOf(Tracer tracer) =>
        new(tracer, FromIPv6: Address?.Contains(':') == true, tracer.Secrets.IsEmpty ? null : Proxy.Mesh);

    /// <summary>Null while nobody in the mesh offers it.</summary>
    internal MeshService? ServiceOf(Outbound outbound) => Services.GetValueOrDefault(Names.Service(outbound.Tags));
}
