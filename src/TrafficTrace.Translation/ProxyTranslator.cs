using System.Collections.Immutable;
using Envoy.Api.Protos;
using Google.Protobuf;

namespace TrafficTrace.Translation;

/// <summary>
/// Turns what is known of a proxy into what its Envoy is to hold. Pure but for one thing: a resource that is already packed
/// for somebody is handed out again. Safe to call from several threads.
/// </summary>
public sealed class ProxyTranslator
{
    private readonly Shared<InboundChain, ByteString> _inboundChains = new();
    private readonly Shared<OutboundListener, PackedResource> _outboundListeners = new();
    private readonly Shared<LocalCluster, PackedResource> _localClusters = new();
    private readonly Shared<ServiceCluster, PackedResource> _serviceClusters = new();
    private readonly Shared<CollectorCluster, PackedResource> _collectorClusters = new();
    private readonly Shared<ServiceEndpoints, PackedResource> _endpoints = new();
    private readonly Shared<RuntimeLayer, PackedResource> _runtimes = new();

    /// <summary>Names of the listeners that <see cref="Translate"/> would give tracing, inbounds first; nothing is built for it.</summary>
    public static IEnumerable<string> TracedListeners(ProxyInputs inputs)
    {
        var plan = ProxyPlan.Of(inputs);
        var inbounds = plan.Inbounds.Where(listener => listener.Chain.Tracing is not null).Select(listener => Names.InboundListener(listener.Address, listener.Port));
        var outbounds = plan.Outbounds.Where(listener => listener.Tracing is not null).Select(listener => Names.OutboundListener(listener.Address, listener.Port));
        return inbounds.Concat(outbounds);
    }

    /// <param name="inputs">What decides the configuration.</param>
    /// <param name="before">What the proxy had until now, if that is known: it changes nothing but the work, since what stays is taken from it.</param>
    public EnvoyResources Translate(ProxyInputs inputs, EnvoyResources? before = null)
    {
        var old = before?.Plan;
        var plan = ProxyPlan.Of(inputs, old);
        var services = old is not null && (old.Services == plan.Services || old.Services.AsSpan().SequenceEqual(plan.Services.AsSpan()));
        var workloads = old is not null && HaveSameWorkloads(old.Inbounds, plan.Inbounds);
        var sameListeners = old is not null && old.Inbounds.AsSpan().SequenceEqual(plan.Inbounds.AsSpan()) && old.Outbounds.AsSpan().SequenceEqual(plan.Outbounds.AsSpan());
        var inbounds = sameListeners ? before!.Inbounds : Inbounds(plan, before);
        var collector = plan.Collector is { } cluster ? _collectorClusters.Get(cluster) : null;
        return new EnvoyResources(
            services && workloads && ReferenceEquals(collector, before!.Collector) ? before.Clusters : ByName(Clusters(plan, collector)),
            services ? before!.Endpoints : ByName(Endpoints(plan)),
            sameListeners ? before!.Listeners : ByName(Listeners(plan, inbounds)),
            _runtimes.Get(plan.Runtime),
            collector)
        {
            Plan = plan,
            Inbounds = inbounds,
        };
    }

    private static bool HaveSameWorkloads(ImmutableArray<InboundListener> left, ImmutableArray<InboundListener> right)
    {
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i].Chain.Workload != right[i].Chain.Workload) return false;
        }

        return true;
    }

    private List<PackedResource> Clusters(ProxyPlan plan, PackedResource? collector)
    {
        var clusters = new List<PackedResource>(plan.Inbounds.Length + plan.Services.Length + 1);
        foreach (var inbound in plan.Inbounds) clusters.Add(_localClusters.Get(inbound.Chain.Workload));
        foreach (var service in plan.Services) clusters.Add(_serviceClusters.Get(new ServiceCluster(service.Mesh, service.Tags)));
        if (collector is not null) clusters.Add(collector);
        return clusters;
    }

    private List<PackedResource> Endpoints(ProxyPlan plan)
    {
        var endpoints = new List<PackedResource>(plan.Services.Length);
        foreach (var service in plan.Services) endpoints.Add(_endpoints.Get(service));
        return endpoints;
    }

    private ImmutableArray<PackedResource> Inbounds(ProxyPlan plan, EnvoyResources? before)
    {
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

    private List<PackedResource> Listeners(ProxyPlan plan, ImmutableArray<PackedResource> inbounds)
    {
        var listeners = new List<PackedResource>(inbounds.Length + plan.Outbounds.Length);
        listeners.AddRange(inbounds.AsSpan());
        foreach (var outbound in plan.Outbounds) listeners.Add(_outboundListeners.Get(outbound));
        return listeners;
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
