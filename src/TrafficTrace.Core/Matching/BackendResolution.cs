using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// Joins the winning policy with its backend. As in Kuma there is no falling back: an unknown name traces nothing, even
/// with a default backend in the mesh, and a mesh with one backend but no default has no default.
/// </summary>
public static class BackendResolution
{
    public static EffectiveTracing Resolve(TrafficTracePolicy? winner, Mesh? mesh)
    {
        var backend = winner is null || mesh is null ? null : Find(mesh, winner.Backend ?? mesh.DefaultBackend);
        return new(winner, mesh, backend?.Collector, backend is null ? null : winner!.Conf.Sampling.Overall ?? backend.Sampling);
    }

    private static TracingBackend? Find(Mesh mesh, string? name)
    {
        foreach (var backend in mesh.Backends)
        {
            if (backend.Name == name) return backend;
        }

        return null;
    }
}
