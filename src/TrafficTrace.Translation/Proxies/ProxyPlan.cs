using System.Collections.Immutable;
using Envoy.Config.Core.V3;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Clusters;
using TrafficTrace.Translation.Endpoints;
using TrafficTrace.Translation.Listeners;
using TrafficTrace.Translation.Routes;
using TrafficTrace.Translation.Runtime;
using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Translation.Proxies;

/// <summary>
/// The values that decide a proxy's resources: everything is decided here, and nothing built yet. <see cref="ServicesOfMesh"/> is a
/// token of the services that it was made from.
/// </summary>
internal sealed record ProxyPlan(
    Dataplane? Dataplane,
    object ServicesOfMesh,
    ImmutableArray<InboundListener> Inbounds,
    ImmutableArray<OutboundListener> Outbounds,
    ImmutableArray<ServiceEndpoints> Services,
    ImmutableArray<TracedRoutes> Routes,
    ImmutableArray<SecretResource> Secrets,
    CollectorCluster? Collector,
    RuntimeLayer Runtime)
{
    /// <summary>Names, inbounds first.</summary>
    public IEnumerable<string> TracedListeners =>
    [
        .. Inbounds.Where(listener => listener.Chain.Tracing is not null).Select(listener => listener.Name),
        .. Outbounds.Where(listener => listener.Tracing is not null).Select(listener => listener.Name),
    ];

    /// <param name="configuration">What decides them.</param>
    /// <param name="mode">How the stream takes its sampling.</param>
    /// <param name="before">The proxy's plan until now; what cannot be different is taken from it.</param>
    public static ProxyPlan Of(ProxyConfiguration configuration, SamplingMode mode, ProxyPlan? before = null)
    {
        var (address, tracing) = (configuration.Address, configuration.TracingBy(mode));
        var dataplane = configuration.Proxy.Dataplane;
        var servicesOfMesh = Sameness.Of(configuration.Services);
        var sameServices = before is not null && ReferenceEquals(dataplane, before.Dataplane) && servicesOfMesh == before.ServicesOfMesh;
        var services = sameServices ? before!.Services : ServicesOf(configuration);
        var isTraced = IsTraced(tracing, mode);
        var routes = isTraced ? RouteTracing.Of(tracing) : null;
        var inbound = isTraced ? InboundTracing(configuration.Proxy, tracing, mode, routes) : null;
        var inbounds = InboundsOf(dataplane, address, inbound);
        var outbounds = OutboundsOf(dataplane, services, OutboundTracing(configuration.Proxy, inbound));
        return new ProxyPlan(
            dataplane,
            servicesOfMesh,
            inbounds,
            outbounds,
            services,
            routes is null ? [] : RoutesOf(inbounds, outbounds, routes, tracing),
            configuration.Secrets,
            configuration.CollectorCluster,
            tracing.Overlay is { } sampling
                ? RuntimeLayer.Of(sampling)
                : new RuntimeLayer(mode == SamplingMode.Listener ? null : isTraced ? RuntimeShare(tracing, routes) : Share.Nothing));
    }

    /// <summary>
    /// Whether listeners carry the tracer. The runtime layer and routes of their own switch tracing off with no listener touched;
    /// without either the listeners have to go without.
    /// </summary>
    /// <param name="tracing">As <see cref="ProxyConfiguration.TracingBy"/> says for the mode.</param>
    /// <param name="mode">How the stream takes its sampling.</param>
    public static bool IsTraced(EffectiveTracing tracing, SamplingMode mode) =>
        tracing.Collector is { } collector
        && (mode == SamplingMode.Rtds || tracing.Override is not { IsOff: true } || RouteTracing.IsNeeded(tracing, collector));

    private static ListenerTracing InboundTracing(Proxy proxy, EffectiveTracing tracing, SamplingMode mode, RouteTracing? routes)
    {
        var tracer = Tracer.Of(tracing.Collector!);
        var sampling = mode == SamplingMode.Listener && routes is null ? tracing.SamplingInForce : null;
        var source = tracer.SourceOf(proxy, TrafficDirection.Inbound);
        return new(tracer, sampling, source, SpanContent.Of(tracing.Conf, proxy), routes is not null);
    }

    // Mostly the same object: most tracers need to know nothing of the caller.
    private static ListenerTracing? OutboundTracing(Proxy proxy, ListenerTracing? inbound) =>
        inbound?.Tracer.SourceOf(proxy, TrafficDirection.Outbound) is { } source && source != inbound.Source
            ? new(inbound.Tracer, inbound.OverallSampling, source, inbound.Spans, inbound.RoutesApart)
            : inbound;

    // A number below 100 % on the runtime layer would cut what routes sample: they hold the numbers, and it is open.
    private static Share RuntimeShare(EffectiveTracing tracing, RouteTracing? routes) =>
        routes is null || tracing.Override is { IsOff: true } ? Share.Of(tracing.SamplingInForce) : Share.All;

    private static ImmutableArray<TracedRoutes> RoutesOf(
        ImmutableArray<InboundListener> inbounds,
        ImmutableArray<OutboundListener> outbounds,
        RouteTracing routes,
        EffectiveTracing tracing)
    {
        TracedRoutes[] inward =
            [.. from listener in inbounds where listener.Chain.Tracing is not null select new TracedRoutes(listener.Chain.Routes, routes)];
        var outward = inward.Length > 0 ? routes.BehindInbounds(tracing) : routes;
        return
        [
            .. inward,
            .. from listener in outbounds where listener.Tracing is not null select new TracedRoutes(listener.Routes, outward),
        ];
    }

    public bool HasInboundsOf(ProxyPlan? other) => other is not null && Inbounds.AsSpan().SequenceEqual(other.Inbounds.AsSpan());

    public bool HasOutboundsOf(ProxyPlan? other) => other is not null && Outbounds.AsSpan().SequenceEqual(other.Outbounds.AsSpan());

    public bool HasRoutesOf(ProxyPlan? other) => other is not null && Routes.AsSpan().SequenceEqual(other.Routes.AsSpan());

    public bool HasSecretsOf(ProxyPlan? other) => other is not null && Secrets.AsSpan().SequenceEqual(other.Secrets.AsSpan());

    public bool HasServicesOf(ProxyPlan? other) =>
        other is not null && (Services == other.Services || Services.AsSpan().SequenceEqual(other.Services.AsSpan()));

    public bool HasWorkloadsOf(ProxyPlan? other)
    {
        if (other is null || Inbounds.Length != other.Inbounds.Length) return false;
        for (var i = 0; i < Inbounds.Length; i++)
        {
            if (Inbounds[i].Chain.Workload != other.Inbounds[i].Chain.Workload) return false;
        }

        return true;
    }

    private static ImmutableArray<ServiceEndpoints> ServicesOf(ProxyConfiguration configuration) =>
        configuration.Proxy.Dataplane is not { } dataplane
            ? []
            : ImmutableArray.CreateRange(
                dataplane.Outbounds,
                static (outbound, of) => new ServiceEndpoints(of.Proxy.Mesh, outbound.Tags, of.ServiceOf(outbound)),
                configuration);

    /// <summary>Without those that have no service, and those whose address is a name that is not resolved yet.</summary>
    private static ImmutableArray<InboundListener> InboundsOf(Dataplane? dataplane, string? ownAddress, ListenerTracing? tracing)
    {
        if (dataplane is null) return [];
        var listeners = ImmutableArray.CreateBuilder<InboundListener>(dataplane.Inbounds.Length);
        foreach (var inbound in dataplane.Inbounds)
        {
            if (inbound.Port == Inbound.ServicelessPort || (inbound.Address ?? ownAddress) is not { } address) continue;
            var service = Names.Service(inbound.Tags);
            var chain = new InboundChain(inbound.Protocol, service, Workload(inbound, listeners), inbound.Protocol.IsHttp ? tracing : null);
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

    private static ImmutableArray<OutboundListener> OutboundsOf(
        Dataplane? dataplane, ImmutableArray<ServiceEndpoints> services, ListenerTracing? tracing)
    {
        if (dataplane is null) return [];
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
