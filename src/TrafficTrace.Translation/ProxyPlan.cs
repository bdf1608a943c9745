using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Translation;

/// <summary>
/// The values that decide a proxy's resources: everything is decided here, and nothing built yet. <see cref="ServicesOfMesh"/> is a
/// token of the services that it was made from.
/// </summary>
internal sealed record ProxyPlan(
    Dataplane Dataplane,
    object ServicesOfMesh,
    ImmutableArray<InboundListener> Inbounds,
    ImmutableArray<OutboundListener> Outbounds,
    ImmutableArray<ServiceEndpoints> Services,
    CollectorCluster? Collector,
    RuntimeLayer Runtime)
{
    /// <param name="inputs">What decides them.</param>
    /// <param name="before">The proxy's plan until now; what cannot be different is taken from it.</param>
    public static ProxyPlan Of(ProxyInputs inputs, ProxyPlan? before = null)
    {
        var dataplane = inputs.Dataplane;
        var servicesOfMesh = Token.Of(inputs.Services);
        var sameServices = ReferenceEquals(dataplane, before?.Dataplane) && servicesOfMesh == before.ServicesOfMesh;
        var services = sameServices ? before!.Services : ServicesOf(inputs);
        var backend = inputs.CollectorRejected ? null : inputs.Tracing.Backend;
        var shared = backend is null ? null : BackendTracing.Of(backend);
        var tracing = shared?.Listeners(inputs.Sampling);
        return new ProxyPlan(
            dataplane,
            servicesOfMesh,
            InboundsOf(dataplane, tracing),
            OutboundsOf(dataplane, services, backend is DatadogBackend ? tracing!.By(dataplane.IdentifyingService) : tracing),
            services,
            shared is null ? null : new CollectorCluster(shared.Collector, (dataplane.ResolvedAddress ?? dataplane.Address).Contains(':')),
            new RuntimeLayer(inputs.Sampling == SamplingMode.Listener ? null : backend is null ? 0 : RuntimeLayer.Share(backend.Sampling)));
    }

    private static ImmutableArray<ServiceEndpoints> ServicesOf(ProxyInputs inputs) => ImmutableArray.CreateRange(
        inputs.Dataplane.Outbounds, outbound => new ServiceEndpoints(inputs.Dataplane.Mesh, outbound.Tags, inputs.ServiceOf(outbound)));

    /// <summary>Without those that have no service, and those whose address is a name that is not resolved yet.</summary>
    private static ImmutableArray<InboundListener> InboundsOf(Dataplane dataplane, ListenerTracing? tracing)
    {
        var listeners = ImmutableArray.CreateBuilder<InboundListener>(dataplane.Inbounds.Length);
        foreach (var inbound in dataplane.Inbounds)
        {
            if (inbound.Port == Inbound.ServicelessPort || (inbound.Address ?? dataplane.ResolvedAddress) is not { } address) continue;
            var protocol = inbound.Protocol;
            var chain = new InboundChain(protocol, Names.Service(inbound.Tags), Workload(inbound, listeners), protocol.IsHttp ? tracing : null);
            listeners.Add(new InboundListener(address, inbound.Port, chain));
        }

        return listeners.DrainToImmutable();
    }

    private static LocalCluster Workload(Inbound inbound, ImmutableArray<InboundListener>.Builder before)
    {
        var workload = new LocalCluster(inbound.ServiceAddress, inbound.ServicePort, inbound.Protocol.IsHttp2, PortTaken: false);
        for (var i = 0; i < before.Count; i++)
        {
            var other = before[i].Chain.Workload;
            if (other.Port == workload.Port && !other.PortTaken && other != workload) return workload with { PortTaken = true };
        }

        return workload;
    }

    private static ImmutableArray<OutboundListener> OutboundsOf(Dataplane dataplane, ImmutableArray<ServiceEndpoints> services, ListenerTracing? tracing)
    {
        var listeners = ImmutableArray.CreateBuilder<OutboundListener>(services.Length);
        for (var i = 0; i < services.Length; i++)
        {
            var outbound = dataplane.Outbounds[i];
            // Of the whole service even for a subset: its instances are told apart by tags, not by what they speak.
            var protocol = services[i].Service?.Protocol ?? Protocol.Unknown;
            listeners.Add(new OutboundListener(outbound.Address, outbound.Port, outbound.Tags, protocol, protocol.IsHttp ? tracing : null));
        }

        return listeners.MoveToImmutable();
    }
}
