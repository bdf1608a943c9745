using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>What no document shows by itself: how the resources of a mesh fit together. All of it is allowed, and seldom meant.</summary>
public static class CrossChecks
{
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

    private static Remark WithoutMesh(Resource resource) => new(
        FindingCodes.NoMesh,
        resource.Key,
        "mesh",
        $"there is no Mesh {resource.Mesh}, and without one nothing is traced: write it, or correct the name");
}
