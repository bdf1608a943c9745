using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>Kuma's numbers of meshes and services, counted when they are asked for.</summary>
internal static class InsightRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Page.Describe(api.MapGet("/mesh-insights", Meshes).Needs(Right.Read).Tells<MeshInsightsAnswer>("Each mesh in numbers", 400));
        api.MapGet("/mesh-insights/{mesh}", Mesh).Needs(Right.Read).Tells<MeshInsightAnswer>("A mesh in numbers", 404);
        Page.Describe(api.MapGet("/meshes/{mesh}/service-insights", Services)
            .Needs(Right.Read).Tells<ServiceInsightsAnswer>("Each service of a mesh in numbers", 400, 404));
        api.MapGet("/meshes/{mesh}/service-insights/{name}", Service).Needs(Right.Read)
            .Tells<ServiceInsightAnswer>("A service in numbers", 404);
    }

    private static IResult Meshes(HttpContext http, ResourceStore store, LiveProxies live)
    {
        if (Page.Of(http.Request.Query, out var refusal) is not { } page) return Answer.Of(refusal!);
        MeshSnapshot[] all = [.. store.Current.Meshes.Values.OrderBy(mesh => mesh.Name, StringComparer.Ordinal)];
        MeshInsightAnswer[] items = [.. page.Of(all).Select(mesh => MeshInsights.Of(mesh, live))];
        return Answer.Of(
            new MeshInsightsAnswer(all.Length, items, page.Next(http.Request, all.Length)), ApiJson.Default.MeshInsightsAnswer);
    }

    private static IResult Mesh(string mesh, ResourceStore store, LiveProxies live) => store.Current.Meshes.TryGetValue(mesh, out var known)
        ? Answer.Of(MeshInsights.Of(known, live), ApiJson.Default.MeshInsightAnswer)
        : Answer.Of(ApiError.NoResource());

    private static IResult Services(HttpContext http, string mesh, ResourceStore store, LiveProxies live)
    {
        if (!store.Current.Meshes.TryGetValue(mesh, out var known)) return Answer.Of(ApiError.NoMesh());
        if (Page.Of(http.Request.Query, out var refusal) is not { } page) return Answer.Of(refusal!);
        var services = ServiceInsights.ByService(known.Dataplanes.Values.Select(live.Of));
        ServiceInsightAnswer[] items = [.. page.Of(services).Select(service => ServiceInsights.Of(mesh, service.Key, service.Value))];
        var next = page.Next(http.Request, services.Count);
        return Answer.Of(new ServiceInsightsAnswer(services.Count, items, next), ApiJson.Default.ServiceInsightsAnswer);
    }

    private static IResult Service(string mesh, string name, ResourceStore store, LiveProxies live)
    {
        if (!store.Current.Meshes.TryGetValue(mesh, out var known)) return Answer.Of(ApiError.NoMesh());
        var services = ServiceInsights.ByService(known.Dataplanes.Values.Select(live.Of));
        return services.TryGetValue(name, out var proxies)
            ? Answer.Of(ServiceInsights.Of(mesh, name, proxies), ApiJson.Default.ServiceInsightAnswer)
            : Answer.Of(ApiError.NoResource());
    }
}
