using System.Collections.Immutable;
using Envoy.Api.Protos;
using Google.Protobuf;
using TrafficTrace.Translation.Clusters;
using TrafficTrace.Translation.Endpoints;
using TrafficTrace.Translation.Listeners;
using TrafficTrace.Translation.Routes;
using TrafficTrace.Translation.Runtime;
using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Translation.Proxies;

/// <summary>
/// Turns what is known of a proxy into what its Envoy is to hold. Pure but for one thing: a resource that is already packed
/// for somebody is handed out again. Safe to call from several threads.
/// </summary>
public sealed class ProxyTranslator
{
    private readonly PackedCache<InboundChain, ByteString> _inboundChains = new();
    private readonly PackedCache<OutboundListener, PackedResource> _outboundListeners = new();
    private readonly PackedCache<LocalCluster, PackedResource> _localClusters = new();
    private readonly PackedCache<ServiceCluster, PackedResource> _serviceClusters = new();
    private readonly PackedCache<SecretResource, PackedResource> _secrets = new();
    private readonly PackedCache<CollectorCluster, PackedResource> _collectorClusters = new();
    private readonly PackedCache<ServiceEndpoints, PackedResource> _endpoints = new();
    private readonly PackedCache<TracedRoutes, PackedResource> _routes = new();
    private readonly PackedCache<RuntimeLayer, PackedResource> _runtimes = new();

    /// <param name="configuration">What decides it.</param>
    /// <param name="mode">How the stream takes its sampling.</param>
    /// <param name="before">
    /// What the proxy had until now, if that is known: it changes nothing but the work, since what stays is taken from it.
    /// </param>
    public EnvoyResources Translate(ProxyConfiguration configuration, SamplingMode mode, EnvoyResources? before = null)
    {
        var plan = ProxyPlan.Of(configuration, mode, before?.Plan);
        var collector = plan.Collector is { } cluster ? _collectorClusters.Get(cluster) : null;
        var inbounds = Inbounds(plan, before);
        var sameServices = plan.HasServicesOf(before?.Plan);
        return new EnvoyResources(
            [
                new(TypeUrls.Runtime, Runtime(plan, before)),
                new(TypeUrls.Secret, Secrets(plan, before)),
                new(TypeUrls.Cluster, Clusters(plan, (collector, configuration.Retired), sameServices, before)),
                new(TypeUrls.ClusterLoadAssignment, Endpoints(plan, sameServices, before)),
                new(TypeUrls.Listener, Listeners(plan, inbounds, before)),
                new(TypeUrls.RouteConfiguration, Routes(plan, before)),
            ],
            collector)
        {
            Plan = plan,
            Inbounds = inbounds,
            Retired = configuration.Retired,
        };
    }

    /// <summary>The collector cluster alone, so that it can be compared before anything else is made; null for an untraced proxy.</summary>
    public PackedResource? Collector(ProxyConfiguration configuration) =>
        configuration.CollectorCluster is { } cluster ? _collectorClusters.Get(cluster) : null;

    private ImmutableArray<PackedResource> Runtime(ProxyPlan plan, EnvoyResources? before) =>
        before is not null && plan.Runtime == before.Plan?.Runtime ? before[TypeUrls.Runtime] : [_runtimes.Get(plan.Runtime)];

    private ImmutableArray<PackedResource> Secrets(ProxyPlan plan, EnvoyResources? before)
    {
        if (plan.Secrets.IsEmpty) return [];
        return before is not null && plan.HasSecretsOf(before.Plan)
            ? before[TypeUrls.Secret]
            : ByName([.. plan.Secrets.Select(secret => _secrets.Get(secret))]);
    }

    private ImmutableArray<PackedResource> Clusters(
        ProxyPlan plan, (PackedResource? InUse, PackedResource? Retired) collectors, bool sameServices, EnvoyResources? before)
    {
        var sameCollectors = before is not null
            && ReferenceEquals(collectors.InUse, before.Collector) && ReferenceEquals(collectors.Retired, before.Retired);
        if (sameCollectors && sameServices && plan.HasWorkloadsOf(before!.Plan)) return before[TypeUrls.Cluster];
        var clusters = new List<PackedResource>(plan.Inbounds.Length + plan.Services.Length + 1);
        foreach (var inbound in plan.Inbounds) clusters.Add(_localClusters.Get(inbound.Chain.Workload));
        foreach (var service in plan.Services) clusters.Add(_serviceClusters.Get(new ServiceCluster(service.Mesh, service.Tags)));
        if (collectors.InUse is { } collector) clusters.Add(collector);
        if (collectors.Retired is { } retired) clusters.Add(retired);
        return ByName(clusters);
    }

    private ImmutableArray<PackedResource> Endpoints(ProxyPlan plan, bool sameServices, EnvoyResources? before)
    {
        if (before is not null && sameServices) return before[TypeUrls.ClusterLoadAssignment];
        var endpoints = new List<PackedResource>(plan.Services.Length);
        foreach (var service in plan.Services) endpoints.Add(_endpoints.Get(service));
        return ByName(endpoints);
    }

    private ImmutableArray<PackedResource> Listeners(ProxyPlan plan, ImmutableArray<PackedResource> inbounds, EnvoyResources? before)
    {
        if (before is not null && inbounds == before.Inbounds && plan.HasOutboundsOf(before.Plan)) return before[TypeUrls.Listener];
        var listeners = new List<PackedResource>(inbounds.Length + plan.Outbounds.Length);
        listeners.AddRange(inbounds.AsSpan());
        foreach (var outbound in plan.Outbounds) listeners.Add(_outboundListeners.Get(outbound));
        return ByName(listeners);
    }

    // Most proxies have none: their listeners hold the routes.
    private ImmutableArray<PackedResource> Routes(ProxyPlan plan, EnvoyResources? before)
    {
        if (plan.Routes.IsEmpty) return [];
        if (before is not null && plan.HasRoutesOf(before.Plan)) return before[TypeUrls.RouteConfiguration];
        var routes = new List<PackedResource>(plan.Routes.Length);
        foreach (var table in plan.Routes) routes.Add(_routes.Get(table));
        return ByName(routes);
    }

    private ImmutableArray<PackedResource> Inbounds(ProxyPlan plan, EnvoyResources? before)
    {
        if (before is not null && plan.HasInboundsOf(before.Plan)) return before.Inbounds;
        var packed = ImmutableArray.CreateBuilder<PackedResource>(plan.Inbounds.Length);
        for (var i = 0; i < plan.Inbounds.Length; i++)
        {
            var inbound = plan.Inbounds[i];
            var chain = _inboundChains.Get(inbound.Chain);
            packed.Add(Same(before, inbound, i)?.With(chain) ?? inbound.Pack(chain));
        }

        return packed.MoveToImmutable();
    }

    // What the proxy had in that place, when it differs in its chain at most.
    private static PackedResource? Same(EnvoyResources? before, InboundListener inbound, int place)
    {
        if (before?.Plan is not { } plan || place >= plan.Inbounds.Length) return null;
        var old = plan.Inbounds[place];
        return old.Address == inbound.Address && old.Port == inbound.Port ? before.Inbounds[place] : null;
    }

    /// <summary>Two outbounds to one service, or two inbounds to one workload port, have their cluster once.</summary>
    private static ImmutableArray<PackedResource> ByName(List<PackedResource> resources)
    {
        resources.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        var once = ImmutableArray.CreateBuilder<PackedResource>(resources.Count);
        foreach (var resource in resources)
        {
            if (once.Count == 0 || once[^1].Name != resource.Name) once.Add(resource);
        }

        return once.DrainToImmutable();
    }
}
