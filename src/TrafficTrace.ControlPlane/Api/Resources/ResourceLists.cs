using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Resources;

/// <summary>Lists of resources, by mesh and then by name.</summary>
internal static class ResourceLists
{
    /// <summary>Of all meshes when <paramref name="mesh"/> is null.</summary>
    public static IResult List(HttpContext http, StoreSnapshot now, ResourceKind kind, string? mesh)
    {
        if (mesh is not null && !now.Meshes.ContainsKey(mesh)) return Answer.Of(ApiError.NoMesh());
        if (Page.Of(http.Request.Query, out var refusal) is not { } page) return Answer.Of(refusal!);
        if (ListFilter.Of(http.Request, out refusal) is not { } filter) return Answer.Of(refusal!);
        Resource[] all = [.. All(now, kind, mesh).Where(filter.Asks)];
        Array.Sort(all, ByMeshAndName);
        return Answer.Of(
            new ListAnswer(all.Length, [.. page.Of(all)], page.Next(http.Request, all.Length)), ApiJson.Default.ListAnswer);
    }

    private static IEnumerable<Resource> All(StoreSnapshot now, ResourceKind kind, string? mesh) =>
        mesh is null ? now.Meshes.Values.SelectMany(one => All(one, kind)) : All(now.Meshes[mesh], kind);

    private static IEnumerable<Resource> All(MeshSnapshot mesh, ResourceKind kind) => kind switch
    {
        ResourceKind.Mesh => mesh.WrittenMesh is { } own ? [own] : [],
        ResourceKind.TrafficTrace => mesh.WrittenPolicies.Values,
        ResourceKind.Dataplane => mesh.Dataplanes.Values,
        ResourceKind.TracingOverride => mesh.Overrides.Values,
        ResourceKind.TracingFreeze => mesh.Freeze is { } freeze ? [freeze] : [],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind that the store does not hold"),
    };

    private static int ByMeshAndName(Resource one, Resource other)
    {
        var byMesh = string.CompareOrdinal(one.Mesh, other.Mesh);
        return byMesh != 0 ? byMesh : string.CompareOrdinal(one.Name, other.Name);
    }
}
