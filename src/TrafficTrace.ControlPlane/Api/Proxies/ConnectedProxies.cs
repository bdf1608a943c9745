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
    public IReadOnlyDictionary<string, ConnectedProxy> All()
    {
        var all = new Dictionary<string, ConnectedProxy>(StringComparer.Ordinal);
        foreach (var cell in fleet.All)
        {
            if (Of(cell.Served) is { } here) all[cell.NodeId] = here;
        }

        foreach (var claim in fleet.AllElsewhere(_ => true))
        {
            if (Of(claim.Proxy) is { } elsewhere) all[claim.Proxy.Node] = elsewhere;
        }

        return all;
    }

    /// <summary>Null for a node without a stream.</summary>
    public ConnectedProxy? Find(string nodeId)
    {
        if (fleet.Elsewhere(nodeId) is { } claim) return Of(claim.Proxy);
        return fleet.Find(nodeId) is { } cell ? Of(cell.Served) : null;
    }

    /// <summary>Whether a Dataplane is there and takes what it should have at <paramref name="revision"/> of the store.</summary>
    public ExplainedConnection ConnectionOf(Dataplane dataplane, long revision) =>
        Connection(NodeName.Id(dataplane.Mesh, dataplane.Name), ProxyDeliveries.Of(fleet, dataplane, revision));

    /// <summary>The same of an overlay proxy.</summary>
    public ExplainedConnection ConnectionOf(Proxy overlay, long revision) =>
        Connection(overlay.Name, ProxyDeliveries.Of(fleet, overlay, revision));

    private ExplainedConnection Connection(string nodeId, ProxyDelivery delivery) =>
        delivery.State is DeliveryState.Offline or DeliveryState.Unknown || OldestStream(nodeId) is not { } since
            ? ExplainedConnection.Offline
            : new(
                ConnectionState.Connected,
                since,
                delivery.State == DeliveryState.Accepted,
                [.. delivery.Rejections.Select(one => new ExplainedRejection(one.Type, one.Resource, one.Reason))]);

    /// <summary>When it was let in; null for a node without a stream.</summary>
    private DateTimeOffset? OldestStream(string nodeId) => fleet.Elsewhere(nodeId) is { } claim
        ? claim.Proxy.Streams.Where(open => !open.Observer).Min(open => (DateTimeOffset?)open.OpenedAt)
        : StreamsOf(fleet.Find(nodeId)?.Served ?? ServedProxy.Nothing).Min(open => (DateTimeOffset?)open.Stream.OpenedAt);

    private static ConnectedProxy? Of(ProxySummary proxy)
    {
        StreamSummary[] streams = [.. proxy.Streams.Where(open => !open.Observer)];
        return streams.Length == 0
            ? null
            : new(streams.Min(open => open.Sampling), Array.Exists(streams, open => open.Collector != CollectorState.InUse))
            {
                Envoy = proxy.Delivery.Envoy,
                Overlay = proxy.Overlay?.ToProxy(),
            };
    }

    // Of several streams, the one that drains most easily.
    private static ConnectedProxy? Of(ServedProxy served)
    {
        var streams = StreamsOf(served);
        return streams.Length == 0
            ? null
            : new(streams.Min(open => open.Sampling), Array.Exists(streams, open => open.Collector != CollectorState.InUse))
            {
                Envoy = served.OnceAccepted?.Envoy,
                Overlay = served.Overlay,
            };
    }

    private static ServedStream[] StreamsOf(ServedProxy served) => [.. served.Streams.Where(open => !open.Stream.Observer)];
}
