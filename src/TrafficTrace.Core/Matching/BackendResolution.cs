using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// Joins the winning policy with its backend. As in Kuma there is no falling back: an unknown name traces nothing, even
/// with a default backend in the mesh, and a mesh with one backend but no default has no default. An external backend has no collector
/// of ours, so it traces nothing either.
/// </summary>
public static class BackendResolution
{
    public static EffectiveTracing Resolve(TrafficTracePolicy? winner, Mesh? mesh)
    {
        var backend = BackendOf(winner, mesh) is { Collector: not ExternalCollector } ours ? ours : null;
        return new(winner, mesh, backend?.Collector, backend is null ? null : winner!.Conf.Sampling.Overall ?? backend.Sampling);
    }

    /// <summary>The backend that a policy means, external or not; null when it is not there.</summary>
    public static TracingBackend? BackendOf(TrafficTracePolicy? policy, Mesh? mesh) =>
        policy is null || mesh is null ? null : Find(mesh, policy.Backend ?? mesh.DefaultBackend);

    private static TracingBackend? Find(Mesh mesh, string? name)
    {
        foreach (var backend in mesh.Backends)
        {
            if (backend.Name == name) return backend;
        }

        return null;
    }
}
