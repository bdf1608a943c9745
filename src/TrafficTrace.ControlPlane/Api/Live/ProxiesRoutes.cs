using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Authentication;
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
        ProxyStatus[] all = [.. fleet.All.Where(cell => cell.NodeId.Contains(name, StringComparison.Ordinal))];
        Array.Sort(all, (one, other) => string.CompareOrdinal(one.NodeId, other.NodeId));
        var now = store.Current;
        ProxyAnswer[] items = [.. page.Of(all).Select(cell => Of(cell, fleet, now, revision))];
        return Answer.Of(new ProxiesAnswer(all.Length, items, page.Next(http.Request, all.Length)), ApiJson.Default.ProxiesAnswer);
    }

    private static ProxyAnswer Of(ProxyStatus cell, FleetStatus fleet, StoreSnapshot now, string revision)
    {
        var served = cell.Served;
        var delivery = DeliveryOf(cell.NodeId, served, fleet, now);
        var isServed = served.Condition is null && !cell.IsDue;
        return new(
            cell.NodeId, delivery.State, delivery.Why, isServed ? revision : null,
            [.. served.Streams.Select(open => Of(open, served.Overlay is not null))])
        {
            Overlay = served.Overlay is { } proxy ? new(proxy.Mesh, proxy.Dialect!, Tags(proxy)) : null,
        };
    }

    private static ProxyDelivery DeliveryOf(string nodeId, ServedProxy served, FleetStatus fleet, StoreSnapshot now)
    {
        if (served.Overlay is { } overlay) return ProxyDeliveries.Of(fleet, overlay, now.Revision);
        if (DataplaneOf(nodeId, now) is { } dataplane) return ProxyDeliveries.Of(fleet, dataplane, now.Revision);
        return served.Condition is { } condition ? ProxyDelivery.Pending(nodeId, condition) : ProxyDelivery.Computing(nodeId);
    }

    private static SortedDictionary<string, string> Tags(Proxy proxy) =>
        new(proxy.TagSets.SelectMany(tags => tags).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static Dataplane? DataplaneOf(string nodeId, StoreSnapshot now) =>
        NodeName.Parse(nodeId) is { } name ? now.Find(new(ResourceKind.Dataplane, name.Mesh, name.Dataplane)) as Dataplane : null;

    private static ProxyStreamAnswer Of(ServedStream open, bool overlay)
    {
        var stream = open.Stream;
        var mode = overlay ? ProxyMode.Overlay : open.Sampling == SamplingMode.Rtds ? ProxyMode.Rtds : ProxyMode.Listener;
        var identity = ProxyIdentity.Of(stream);
        return new(
            stream.Address?.ToString(), stream.OpenedAt, LiveProxies.VersionOf(stream), mode, stream.Start.Delta, stream.Observer,
            stream.Encrypted)
        {
            Authentication = identity.Way.ToString().ToLowerInvariant(),
            ExpiresAt = identity.ExpiresAt,
        };
    }
}
