using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

/// <summary>What a store is to hold, computed anew from all that was said, in the plainest way.</summary>
internal sealed class PlainStore
{
    private readonly Dictionary<(ResourceKey Key, Origin Origin), Resource> _said = [];
    private HostAddresses _hosts = HostAddresses.None;
    private (string Mesh, MeshService Service)[] _services = [];

    private Resource[] Counts => [.. _said.GroupBy(said => said.Key.Key).Select(said => said.MinBy(one => one.Key.Origin).Value)];

    public void Apply(StoreOperation operation)
    {
        foreach (var key in operation.Deletes.Except(operation.Puts.Select(put => put.Key))) Delete(key, operation.Origin);
        foreach (var put in operation.Puts) _said[(put.Key, operation.Origin)] = put.Resource;
        if (operation.Hosts is not null) _hosts = operation.Hosts;
        _services = [.. Offered(Counts), .. Kept(Counts)];
    }

    public string Written() => StoreText.Of(Counts, _services, _hosts);

    private void Delete(ResourceKey key, Origin origin)
    {
        if (!_said.Remove((key, origin))) return;
        Origin[] retiring = [Origin.File, Origin.Kubernetes];
        if (retiring.Contains(origin) && !retiring.Any(other => _said.ContainsKey((key, other)))) _said.Remove((key, Origin.Api));
    }

    /// <summary>Nobody serves them any more, and somebody has an outbound to them.</summary>
    private IEnumerable<(string Mesh, MeshService Service)> Kept(Resource[] resources) =>
        from known in _services
        where !Offered(resources).Any(offered => (offered.Mesh, offered.Service.Name) == (known.Mesh, known.Service.Name))
        where resources.OfType<Dataplane>().Any(dataplane =>
            dataplane.Mesh == known.Mesh && dataplane.Outbounds.Any(outbound => outbound.Tags.ServiceName == known.Service.Name))
        select (known.Mesh, known.Service with { Endpoints = [], Offered = false });

    private IEnumerable<(string Mesh, MeshService Service)> Offered(Resource[] resources) =>
        from dataplane in resources.OfType<Dataplane>().OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal)
        from inbound in dataplane.Inbounds
        where inbound.Port != Inbound.ServicelessPort
        group (dataplane, inbound) by (dataplane.Mesh, Service: inbound.Tags.ServiceName!) into served
        let endpoints = from pair in served
                        let address = StoreText.Address(pair.dataplane, _hosts)
                        where address is not null
                        orderby address, pair.inbound.Port
                        select new ServiceEndpoint(address, pair.inbound.Port, pair.inbound.Tags, pair.inbound.Ready)
        select (
            served.Key.Mesh,
            new MeshService(served.Key.Service, ProtocolInference.Fold(served.Select(pair => pair.inbound.Protocol)), [.. endpoints]));
}
