using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>What no document shows by itself: how the resources of a mesh fit together. All of it is allowed, and seldom meant.</summary>
public static class CrossChecks
{
    private const string Consequence = "the proxies that it selects are not traced";

    /// <param name="mesh">In which the resource counts.</param>
    /// <param name="resource">One of that mesh.</param>
    public static IEnumerable<Remark> Of(MeshSnapshot mesh, Resource resource)
    {
        if (mesh.Mesh is null && resource is not Mesh)
            yield return new(resource.Key, "mesh", $"there is no Mesh {resource.Mesh}, and without one nothing is traced");
        var remarks = resource switch
        {
            TrafficTracePolicy policy => Of(mesh, policy),
            Dataplane dataplane => Of(mesh, dataplane),
            _ => [],
        };
        foreach (var remark in remarks) yield return remark;
    }

    private static IEnumerable<Remark> Of(MeshSnapshot mesh, TrafficTracePolicy policy)
    {
        if (mesh.Mesh is { } holder && WithoutBackend(policy, holder) is { } lack) yield return new(policy.Key, "conf.backend", lack);
        // Where there is no Dataplane yet, nothing is to be said of each policy.
        if (!mesh.Dataplanes.IsEmpty && !mesh.Dataplanes.Values.Any(dataplane => PolicyMatcher.Selects(policy, Proxy.Of(dataplane))))
            yield return new(policy.Key, "selectors", $"select no Dataplane of mesh {mesh.Name}: no proxy is traced by this policy");
    }

    private static IEnumerable<Remark> Of(MeshSnapshot mesh, Dataplane dataplane)
    {
        for (var i = 0; i < dataplane.Outbounds.Length; i++)
        {
            if (dataplane.Outbounds[i].Tags.ServiceName is { } service && mesh.Services.GetValueOrDefault(service) is not { Offered: true })
                yield return new(dataplane.Key, $"networking.outbound[{i}]", $"no Dataplane of mesh {mesh.Name} offers service {service}");
        }

        if (InVain(mesh, dataplane) is { } reason) yield return new(dataplane.Key, "networking", reason);
    }

    // Only where it matters is the policy chosen.
    private static string? InVain(MeshSnapshot mesh, Dataplane dataplane)
    {
        if (Traceable.HasAny(mesh, dataplane)) return null;
        var winner = PolicyMatcher.Winner(Proxy.Of(dataplane), mesh.Policies.Values);
        return Traceable.InVain(mesh, dataplane, BackendResolution.Resolve(winner, mesh.Mesh));
    }

    private static string? WithoutBackend(TrafficTracePolicy policy, Mesh mesh)
    {
        if ((policy.Backend ?? mesh.DefaultBackend) is not { } name)
            return $"names no backend, and Mesh {mesh.Name} has no tracing.defaultBackend: {Consequence}";
        return mesh.Backends.Any(backend => backend.Name == name)
            ? null
            : $"Mesh {mesh.Name} has no tracing backend {GoQuoted.Text(name)}: {Consequence}";
    }
}
