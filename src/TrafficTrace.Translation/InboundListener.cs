using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Config.Listener.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation;

/// <summary>Where a proxy takes the requests of others for its workload.</summary>
internal readonly record struct InboundListener(
    string Address, int Port, Protocol Protocol, string Service, LocalCluster Workload, ListenerTracing? Tracing) : IResourceValue
{
    public PackedResource Pack()
    {
        var listener = new Listener
        {
            Name = Names.InboundListener(Address, Port),
            Address = FilterChains.Address(Address, Port),
            TrafficDirection = TrafficDirection.Inbound,
            FilterChains = { Protocol.IsHttp ? Http() : FilterChains.Tcp(Names.Stat(Workload.Name), Workload.Name) },
        };
        return PackedResource.Pack(listener.Name, listener);
    }

    private FilterChain Http()
    {
        var routes = FilterChains.Routes(Names.InboundRoutes(Service), Service, Workload.Name);
        routes.RequestHeadersToRemove.Add("x-kuma-tags"); // sidecars of a Kuma still running beside us send it
        var manager = FilterChains.Manager(Names.Stat(Workload.Name), Protocol, routes);
        manager.ForwardClientCertDetails = HttpConnectionManager.Types.ForwardClientCertDetails.SanitizeSet;
        manager.SetCurrentClientCertDetails = new() { Uri = true };
        manager.Tracing = Tracing is null ? null : HcmTracing.Of(Tracing, TrafficDirection.Inbound, Service);
        return FilterChains.Http(manager);
    }
}
