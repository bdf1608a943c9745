using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Config.Listener.V3;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Routes;

namespace TrafficTrace.Translation.Listeners;

/// <summary>
/// Where workloads reach a service, or the subset of it that <see cref="Tags"/> name. Not a proxy's own: all that have it share it.
/// </summary>
internal readonly record struct OutboundListener(
    string Address, int Port, TagSet Tags, Protocol Protocol, ListenerTracing? Tracing) : IPackable<PackedResource>
{
    public string Name => Names.OutboundListener(Address, Port);

    public RouteTable Routes => RouteTable.Outbound(Names.Service(Tags), Names.ServiceCluster(Tags));

    public PackedResource Pack()
    {
        var listener = new Listener
        {
            Name = Name,
            Address = Addresses.Of(Address, Port),
            TrafficDirection = TrafficDirection.Outbound,
            FilterChains = { Chain(Routes) },
        };
        return PackedResource.Pack(listener.Name, listener);
    }

    private FilterChain Chain(RouteTable routes)
    {
        var stat = Names.Stat(routes.Service);
        if (!Protocol.IsHttp) return FilterChains.Tcp(stat, routes.Cluster);
        var manager = FilterChains.Manager(stat, Protocol, routes, Tracing is { RoutesApart: true });
        manager.Tracing = Tracing is null ? null : HcmTracing.Of(Tracing, TrafficDirection.Outbound, routes.Service);
        return FilterChains.Http(manager);
    }
}
