using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Config.Listener.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using Google.Protobuf;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Clusters;
using TrafficTrace.Translation.Routes;

namespace TrafficTrace.Translation.Listeners;

/// <summary>All of an inbound listener but its name and address, as the bytes of a <c>Listener</c> that has neither.</summary>
internal readonly record struct InboundChain(
    Protocol Protocol, string Service, LocalCluster Workload, ListenerTracing? Tracing) : IPackable<ByteString>
{
    public RouteTable Routes => RouteTable.Inbound(Service, Workload.Name);

    public ByteString Pack() => DeterministicAny.Serialize(new Listener
    {
        TrafficDirection = TrafficDirection.Inbound,
        FilterChains = { Protocol.IsHttp ? Http() : FilterChains.Tcp(Names.Stat(Workload.Name), Workload.Name) },
    });

    private FilterChain Http()
    {
        var manager = FilterChains.Manager(Names.Stat(Workload.Name), Protocol, Routes, Tracing is { RoutesApart: true });
        manager.ForwardClientCertDetails = HttpConnectionManager.Types.ForwardClientCertDetails.SanitizeSet;
        manager.SetCurrentClientCertDetails = new() { Uri = true };
        manager.Tracing = Tracing is null ? null : HcmTracing.Of(Tracing, TrafficDirection.Inbound, Service);
        return FilterChains.Http(manager);
    }
}
