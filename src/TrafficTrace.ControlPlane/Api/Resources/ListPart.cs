using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Resources;

/// <summary>The part of a list of resources that is asked for: by mesh and then by name. Or why there is none.</summary>
internal sealed record ListPart(int Total, IReadOnlyList<Resource> Items, string? Next, ApiError? Refusal)
{
    /// <summary>Of all meshes when <paramref name="mesh"/> is null.</summary>
    public static ListPart Of(HttpRequest request, StoreSnapshot now, ResourceKind kind, string? mesh)
    {
        if (mesh is not null && !now.Meshes.ContainsKey(mesh)) return Refused(ApiError.NoMesh());
        if (Page.Of(request.Query, out var refusal) is not { } page) return Refused(refusal!);
        if (ListFilter.Of(request, out refusal) is not { } filter) return Refused(refusal!);
        Resource[] all = [.. All(now, kind, mesh).Where(filter.Asks)];
        Array.Sort(all, ByMeshAndName);
        return new(all.Length, [.. page.Of(all)], page.Next(request, all.Length), null);
    }

    private static ListPart Refused(ApiError refusal) => new(0, [], null, refusal);

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
