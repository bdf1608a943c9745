using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>Every node that is connected, whether or not a Dataplane is known for it.</summary>
internal static class ProxiesRoutes
{
    public static void Map(IEndpointRouteBuilder api) => Page.Describe(
        api.MapGet("/_proxies", List).Tells<ProxiesAnswer>("Every connected node: its streams, and what it waits for", 400)
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
        var delivery = DataplaneOf(cell.NodeId, now) is { } dataplane
            ? ProxyDeliveries.Of(fleet, dataplane, now.Revision)
            : served.Condition is { } condition ? ProxyDelivery.Pending(cell.NodeId, condition) : ProxyDelivery.Computing(cell.NodeId);
        var isServed = served.Condition is null && !cell.IsDue;
        return new(cell.NodeId, delivery.State, delivery.Why, isServed ? revision : null, [.. served.Streams.Select(Of)]);
    }

    private static Dataplane? DataplaneOf(string nodeId, StoreSnapshot now) =>
        NodeName.Parse(nodeId) is { } name ? now.Find(new(ResourceKind.Dataplane, name.Mesh, name.Dataplane)) as Dataplane : null;

    private static ProxyStreamAnswer Of(ServedStream open)
    {
        var stream = open.Stream;
        return new(
            stream.Address?.ToString(), stream.OpenedAt, LiveProxies.VersionOf(stream), open.Sampling, stream.Start.Delta, stream.Observer);
    }
}
