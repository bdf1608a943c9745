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
        if (winner is null) return new(null, null, "untraced: no TrafficTrace selects this proxy");
        if (mesh is null) return Untraced(winner, $"there is no Mesh {winner.Mesh} to hold a backend");
        if ((winner.Backend ?? mesh.DefaultBackend) is not { } name)
            return Untraced(winner, $"it names no backend and Mesh {mesh.Name} has no tracing.defaultBackend");

        var backend = mesh.Backends.FirstOrDefault(backend => backend.Name == name);
        return backend is null
            ? Untraced(winner, $"Mesh {mesh.Name} has no tracing backend \"{name}\"")
            : new(winner, backend, $"traced: TrafficTrace {winner.Name} sends to {Origin(winner)} \"{name}\"");
    }

    private static EffectiveTracing Untraced(TrafficTracePolicy winner, string why) =>
        new(winner, null, $"untraced: TrafficTrace {winner.Name} selects this proxy, but {why}");

    private static string Origin(TrafficTracePolicy winner) => winner.Backend is null ? "the mesh's default backend" : "backend";
}
