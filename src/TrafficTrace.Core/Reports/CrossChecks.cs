using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>What no document shows by itself: how the resources of a mesh fit together. All of it is allowed, and seldom meant.</summary>
public static class CrossChecks
{
    /// <summary>On all that counts, by resource.</summary>
    public static IEnumerable<Remark> Of(StoreSnapshot store) =>
        from mesh in store.Meshes.Values.OrderBy(mesh => mesh.Name, StringComparer.Ordinal)
        from resource in ResourcesOf(mesh).OrderBy(resource => resource.Key.ToString(), StringComparer.Ordinal)
        from remark in Of(mesh, resource)
        select remark;

    /// <param name="mesh">In which the resource counts.</param>
    /// <param name="resource">One of that mesh.</param>
    public static IEnumerable<Remark> Of(MeshSnapshot mesh, Resource resource)
    {
        if (mesh.Mesh is null && resource is not Mesh) yield return WithoutMesh(resource);
        var remarks = resource switch
        {
            Mesh holder => MeshChecks.Of(mesh, holder),
            TrafficTracePolicy policy => PolicyChecks.Of(mesh, policy),
            Dataplane dataplane => DataplaneChecks.Of(mesh, dataplane),
            _ => [],
        };
        foreach (var remark in remarks) yield return remark;
    }

    private static IEnumerable<Resource> ResourcesOf(MeshSnapshot mesh) =>
        [.. mesh.WrittenMesh is { } holder ? new Resource[] { holder } : [], .. mesh.WrittenPolicies.Values, .. mesh.Dataplanes.Values];

    private static Remark WithoutMesh(Resource resource) => new(
        FindingCodes.NoMesh,
        resource.Key,
        "mesh",
        $"there is no Mesh {resource.Mesh}, and without one nothing is traced: write it, or correct the name");
}
