using System.Collections.Frozen;
using TrafficTrace.Core.Matching;
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
    public ConnectedProxy? Find(string nodeId) => fleet.Find(nodeId) is { } cell ? Of(cell.Served) : null;

    /// <summary>Whether a Dataplane is there and takes what it should have at <paramref name="revision"/> of the store.</summary>
    public ExplainedConnection ConnectionOf(Dataplane dataplane, long revision) =>
        Connection(NodeName.Id(dataplane.Mesh, dataplane.Name), ProxyDeliveries.Of(fleet, dataplane, revision));

    /// <summary>The same of an overlay proxy.</summary>
    public ExplainedConnection ConnectionOf(Proxy overlay, long revision) =>
        Connection(overlay.Name, ProxyDeliveries.Of(fleet, overlay, revision));

    private ExplainedConnection Connection(string nodeId, ProxyDelivery delivery)
    {
        var streams = fleet.Find(nodeId) is { } cell ? StreamsOf(cell.Served) : [];
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
                Overlay = served.Overlay,
            };
    }

    private static ServedStream[] StreamsOf(ServedProxy served) => [.. served.Streams.Where(open => !open.Stream.Observer)];
}
