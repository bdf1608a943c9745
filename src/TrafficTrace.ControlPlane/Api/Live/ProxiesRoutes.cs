using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>Every node that is connected, whether or not a Dataplane is known for it.</summary>
internal static class ProxiesRoutes
{
    public static void Map(IEndpointRouteBuilder api) => Page.Describe(
        api.MapGet("/_proxies", List).Needs(Right.Read)
            .Tells<ProxiesAnswer>("Every connected node: its streams, and what it waits for", 400)
            .Asks("name", "a part of the node id"));

    private static IResult List(HttpContext http, ResourceStore store, FleetStatus fleet, Revisions revisions)
    {
        if (Page.Of(http.Request.Query, out var refusal) is not { } page) return Answer.Of(refusal!);
        var revision = revisions.Of(fleet.LookedUpTo); // before the cells, as a status does
        var name = http.Request.Query["name"].ToString();
        var all = NodesOf(fleet, name);
        var now = store.Current;
        ProxyAnswer[] items = [.. page.Of(all.Values).Select(node => Of(node, fleet, now, revision))];
        return Answer.Of(new ProxiesAnswer(all.Count, items, page.Next(http.Request, all.Count)), ApiJson.Default.ProxiesAnswer);
    }

    /// <summary>By id, each once: as the one that has its newest stream tells it.</summary>
    private static SortedDictionary<string, (ProxyStatus? Here, PeerClaim Elsewhere)> NodesOf(FleetStatus fleet, string name)
    {
        var nodes = new SortedDictionary<string, (ProxyStatus?, PeerClaim)>(StringComparer.Ordinal);
        foreach (var cell in fleet.All.Where(cell => cell.NodeId.Contains(name, StringComparison.Ordinal)))
            nodes[cell.NodeId] = (cell, default);
        foreach (var claim in fleet.AllElsewhere(proxy => proxy.Node.Contains(name, StringComparison.Ordinal)))
            nodes[claim.Proxy.Node] = (null, claim);
        return nodes;
    }

    private static ProxyAnswer Of(
        (ProxyStatus? Here, PeerClaim Elsewhere) node, FleetStatus fleet, StoreSnapshot now, string revision)
    {
        if (node.Here is { } cell)
        {
            var proxy = ProxySummary.Of(cell);
            return Of(proxy, DeliveryOf(proxy, cell.Served.Condition, fleet, now), proxy.IsServed ? revision : null);
        }

        var (peer, told) = node.Elsewhere;
        var isNewest = told.IsServed && peer.State == PeerState.Answers && peer.LookedUpTo >= fleet.JournalGiven;
        return Of(told, DeliveryOf(told, null, fleet, now), isNewest ? revision : null) with { Replica = peer.Instance };
    }

    private static ProxyAnswer Of(ProxySummary proxy, ProxyDelivery delivery, string? revision) => new(
        proxy.Node, delivery.State, delivery.Why, revision, [.. proxy.Streams.Select(open => Of(open, proxy.Overlay is not null))])
    {
        Overlay = proxy.Overlay is { } overlay ? new(overlay.Mesh, overlay.Dialect, Tags(overlay)) : null,
    };

    private static ProxyDelivery DeliveryOf(ProxySummary proxy, string? condition, FleetStatus fleet, StoreSnapshot now)
    {
        if (proxy.Overlay is { } overlay) return ProxyDeliveries.Of(fleet, overlay.ToProxy(), now.Revision);
        if (DataplaneOf(proxy.Node, now) is { } dataplane) return ProxyDeliveries.Of(fleet, dataplane, now.Revision);
        return condition is null ? proxy.Delivery : ProxyDelivery.Pending(proxy.Node, condition);
    }

    private static SortedDictionary<string, string> Tags(OverlaySummary overlay) =>
        new(overlay.TagSets.SelectMany(tags => tags).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static Dataplane? DataplaneOf(string nodeId, StoreSnapshot now) =>
        NodeName.Parse(nodeId) is { } name ? now.Find(new(ResourceKind.Dataplane, name.Mesh, name.Dataplane)) as Dataplane : null;

    private static ProxyStreamAnswer Of(StreamSummary open, bool overlay) => new(
        open.Address, open.OpenedAt, open.Version, ModeOf(open, overlay), open.Delta, open.Observer, open.Encrypted)
    {
        Authentication = open.Way.ToString().ToLowerInvariant(),
        ExpiresAt = open.ExpiresAt,
    };

    private static ProxyMode ModeOf(StreamSummary open, bool overlay)
    {
        if (overlay) return ProxyMode.Overlay;
        return open.Sampling == SamplingMode.Rtds ? ProxyMode.Rtds : ProxyMode.Listener;
    }
}
