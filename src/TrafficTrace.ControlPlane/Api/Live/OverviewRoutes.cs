using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>Dataplanes with how their proxies are connected, under Kuma's older paths and its newer ones.</summary>
internal static class OverviewRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var dataplanes = KindTable.Of(ResourceKind.Dataplane).Plural;
        foreach (var list in (string[])[$"/{dataplanes}/_overview", $"/{dataplanes}+insights"])
            Describe(api.MapGet(list, (HttpContext http, ResourceStore store, LiveProxies live) => List(http, store, live, null)));
        foreach (var list in (string[])[$"/meshes/{{mesh}}/{dataplanes}/_overview", $"/meshes/{{mesh}}/{dataplanes}+insights"])
            Describe(api.MapGet(
                list, (HttpContext http, string mesh, ResourceStore store, LiveProxies live) => List(http, store, live, mesh)));
        api.MapGet($"/meshes/{{mesh}}/{dataplanes}/{{name}}/_overview", One).Needs(Right.Read)
            .Tells<OverviewAnswer>("A Dataplane and its proxy", 404);
        api.MapGet($"/meshes/{{mesh}}/{dataplanes}+insights/{{name}}", One).Needs(Right.Read)
            .Tells<OverviewAnswer>("A Dataplane and its proxy", 404);
    }

    private static void Describe(RouteHandlerBuilder endpoint) => ListFilter.Describe(
        Page.Describe(
            endpoint.Needs(Right.Read).Tells<OverviewsAnswer>("Dataplanes and their proxies, by mesh and name", 400, 404)),
        ResourceKind.Dataplane);

    private static IResult List(HttpContext http, ResourceStore store, LiveProxies live, string? mesh)
    {
        var part = ListPart.Of(http.Request, store.Current, ResourceKind.Dataplane, mesh);
        if (part.Refusal is { } refusal) return Answer.Of(refusal);
        OverviewAnswer[] items = [.. part.Items.Cast<Dataplane>().Select(live.Overview)];
        return Answer.Of(new OverviewsAnswer(part.Total, items, part.Next), ApiJson.Default.OverviewsAnswer);
    }

    private static IResult One(string mesh, string name, ResourceStore store, LiveProxies live)
    {
        if (store.Current.Meshes.GetValueOrDefault(mesh) is not { } known) return Answer.Of(ApiError.NoMesh());
        return known.Dataplanes.GetValueOrDefault(name) is { } dataplane
            ? Answer.Of(live.Overview(dataplane), ApiJson.Default.OverviewAnswer)
            : Answer.Of(ApiError.NoResource());
    }
}
