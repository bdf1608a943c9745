using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

/// <summary>What a store is to hold, computed anew from all that was said, in the plainest way.</summary>
internal sealed class PlainStore
{
    private readonly Dictionary<(ResourceKey Key, Origin Origin), Resource> _said = [];
    private HostAddresses _hosts = HostAddresses.None;

    public void Apply(StoreOperation operation)
    {
        foreach (var key in operation.Deletes.Except(operation.Puts.Select(put => put.Key))) Delete(key, operation.Origin);
        foreach (var put in operation.Puts) _said[(put.Key, operation.Origin)] = put.Resource;
        if (operation.Hosts is not null) _hosts = operation.Hosts;
    }

    public string Written()
    {
        Resource[] counts = [.. _said.GroupBy(said => said.Key.Key).Select(said => said.MinBy(one => one.Key.Origin).Value)];
        return StoreText.Of(counts, Services(counts), _hosts);
    }

    private void Delete(ResourceKey key, Origin origin)
    {
        if (!_said.Remove((key, origin))) return;
        Origin[] retiring = [Origin.File, Origin.Kubernetes];
        if (retiring.Contains(origin) && !retiring.Any(other => _said.ContainsKey((key, other)))) _said.Remove((key, Origin.Api));
    }

    private IEnumerable<(string Mesh, MeshService Service)> Services(Resource[] resources) =>
        from dataplane in resources.OfType<Dataplane>().OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal)
        from inbound in dataplane.Inbounds
        where inbound.Port != Inbound.ServicelessPort
        group (dataplane, inbound) by (dataplane.Mesh, Service: inbound.Tags.ServiceName!) into served
        let endpoints = from pair in served
                        let address = StoreText.Address(pair.dataplane, _hosts)
                        where address is not null
                        orderby address, pair.inbound.Port
                        select new ServiceEndpoint(address, pair.inbound.Port, pair.inbound.Tags, pair.inbound.Ready)
        select (served.Key.Mesh, new MeshService(served.Key.Service, ProtocolInference.Fold(served.Select(pair => pair.inbound.Protocol)), [.. endpoints]));
}
