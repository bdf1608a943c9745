using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Resources;

/// <summary>Kuma's paths of each kind: lists, and one resource.</summary>
internal static class ResourceRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var row in KindTable.Served)
        {
            if (row.Kind == ResourceKind.Mesh) MapMeshes(api, row);
            else MapOfMesh(api, row);
        }
    }

    private static void MapMeshes(IEndpointRouteBuilder api, KindRow row)
    {
        var one = $"/{row.Plural}/{{name}}";
        MapAll(api, row);
        DescribeGet(row, api.MapGet(one, (HttpContext http, string name, OneResource resource) => resource.Get(http, KeyOf(name))));
        DescribePut(row, api.MapPut(one, (HttpContext http, string name, OneResource resource) => resource.PutAsync(http, KeyOf(name))));
        DescribeDelete(
            row, api.MapDelete(one, (HttpContext http, string name, OneResource resource) => resource.DeleteAsync(http, KeyOf(name))));

        static ResourceKey KeyOf(string name) => new(ResourceKind.Mesh, name, name);
    }

    private static void MapOfMesh(IEndpointRouteBuilder api, KindRow row)
    {
        var list = $"/meshes/{{mesh}}/{row.Plural}";
        var one = $"{list}/{{name}}";
        var kind = row.Kind!.Value;
        MapAll(api, row);
        DescribeList(row, api.MapGet(
            list, (HttpContext http, string mesh, ResourceStore store) => ResourceLists.List(http, store.Current, kind, mesh)));
        DescribeGet(row, api.MapGet(
            one, (HttpContext http, string mesh, string name, OneResource resource) => resource.Get(http, new(kind, mesh, name))));
        if (!row.ApiWrites) return;
        DescribePut(row, api.MapPut(
            one, (HttpContext http, string mesh, string name, OneResource resource) => resource.PutAsync(http, new(kind, mesh, name))));
        DescribeDelete(row, api.MapDelete(
            one, (HttpContext http, string mesh, string name, OneResource resource) => resource.DeleteAsync(http, new(kind, mesh, name))));
    }

    private static void MapAll(IEndpointRouteBuilder api, KindRow row) => DescribeList(row, api.MapGet(
        $"/{row.Plural}", (HttpContext http, ResourceStore store) => ResourceLists.List(http, store.Current, row.Kind!.Value, null)));

    private static void DescribeList(KindRow row, RouteHandlerBuilder endpoint) =>
        ListFilter.Describe(
            Page.Describe(endpoint.Needs(Right.Read).Tells<ListAnswer>($"Each {row.Name}, by mesh and name", 400, 404)),
            row.Kind!.Value);

    private static void DescribeGet(KindRow row, RouteHandlerBuilder endpoint) =>
        endpoint.Needs(Right.Read).Tells<Resource>($"One {row.Name}", 404);

    private static void DescribePut(KindRow row, RouteHandlerBuilder endpoint) =>
        endpoint.Needs(Right.Write, row.Kind).Tells<WriteAnswer>($"Writes a {row.Name} whole", 400, 403, 404, 409, 412, 413)
            .Produces<WriteAnswer>(StatusCodes.Status201Created, Representations.Json, Representations.Yaml)
            .Takes($"A {row.Name}, in Universal or Kubernetes form").Previews();

    private static void DescribeDelete(KindRow row, RouteHandlerBuilder endpoint) =>
        endpoint.Needs(Right.Write, row.Kind).Deletes($"Deletes a {row.Name}", 400, 403, 404, 409, 412);
}
