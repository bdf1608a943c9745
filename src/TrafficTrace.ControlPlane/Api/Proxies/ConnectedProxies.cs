using System.Collections.Frozen;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.ControlPlane.Api.Proxies;

/// <summary>The nodes that have a stream, as previews and explanations take them.</summary>
internal sealed class ConnectedProxies(FleetStatus fleet)
{
    /// <summary>By node id.</summary>
    public IReadOnlyDictionary<string, ConnectedProxy> All() =>
        (from cell in fleet.All
         let proxy = Of(cell.Served)
         where proxy is not null
         select KeyValuePair.Create(cell.NodeId, proxy)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null for a node without a stream.</summary>
    public ConnectedProxy? Find(NodeName node) => fleet.Find(node.ToString()) is { } cell ? Of(cell.Served) : null;

    /// <summary>Whether a Dataplane is there and takes what it should have at <paramref name="revision"/> of the store.</summary>
    public ExplainedConnection ConnectionOf(Dataplane dataplane, long revision)
    {
        var delivery = ProxyDeliveries.Of(fleet, dataplane, revision);
        var streams = fleet.Find(NodeName.Id(dataplane.Mesh, dataplane.Name)) is { } cell ? StreamsOf(cell.Served) : [];
        return delivery.State == DeliveryState.Offline || streams.Length == 0
            ? ExplainedConnection.Offline
            : new(
                ConnectionState.Connected,
                streams.Min(open => open.Stream.OpenedAt),
                delivery.State == DeliveryState.Accepted,
                [.. delivery.Rejections.Select(one => new ExplainedRejection(one.Type, one.Resource, one.Reason))]);
    }

    // Of several streams, the one that drains most easily.
    private static ConnectedProxy? Of(ServedProxy served)
    {
        var streams = StreamsOf(served);
        return streams.Length == 0
            ? null
            : new(streams.Min(open => open.Sampling), Array.Exists(streams, open => open.Collector != CollectorState.InUse))
            {
                Envoy = served.OldestEnvoy,
            };
    }

    private static ServedStream[] StreamsOf(ServedProxy served) => [.. served.Streams.Where(open => !open.Stream.Observer)];
}
