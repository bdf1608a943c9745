using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// What tracing one proxy gets: the winning policy, the mesh that holds its backend, and that backend. <see cref="Backend"/> is null
/// for an untraced proxy.
/// </summary>
public sealed record EffectiveTracing(TrafficTracePolicy? Policy, Mesh? Mesh, TracingBackend? Backend)
{
    /// <summary>Why it is so, either way, in words. Made when somebody asks: proxies are served without it.</summary>
    public string Reason
    {
        get
        {
            if (Policy is null) return "untraced: no TrafficTrace selects this proxy";
            if (Backend is not null) return $"traced: TrafficTrace {Policy.Name} sends to {Origin} \"{Backend.Name}\"";
            return $"untraced: TrafficTrace {Policy.Name} selects this proxy, but {Lack(Policy)}";
        }
    }

    private string Origin => Policy?.Backend is null ? "the mesh's default backend" : "backend";

    private string Lack(TrafficTracePolicy policy)
    {
        if (Mesh is null) return $"there is no Mesh {policy.Mesh} to hold a backend";
        return (policy.Backend ?? Mesh.DefaultBackend) is { } name
            ? $"Mesh {Mesh.Name} has no tracing backend \"{name}\""
            : $"it names no backend and Mesh {Mesh.Name} has no tracing.defaultBackend";
    }
}
