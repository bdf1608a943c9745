using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// What a proxy gets once the overrides of its mesh are counted in. Of several the one that leaves the least: off, then the lowest
/// sampling, then the ordinally smallest name. One that may drain counts before one that may not; the strongest of those that may is
/// known apart, for it alone counts where a change drains.
/// </summary>
public static class OverrideResolution
{
    /// <param name="mesh">Of the proxy.</param>
    /// <param name="proxy">Who is asked about.</param>
    /// <param name="winner">The policy that it has.</param>
    public static EffectiveTracing Resolve(MeshSnapshot mesh, Proxy proxy, TrafficTracePolicy? winner)
    {
        var tracing = BackendResolution.Resolve(winner, mesh.Mesh);
        return tracing.Collector is { } collector && Chosen(mesh, proxy, collector.Name) is { } over
            ? tracing with { Override = over, DrainingOverride = over.Drains ? over : Draining(mesh, proxy, collector.Name) }
            : tracing;
    }

    /// <summary>Null when none concerns a proxy with that backend.</summary>
    internal static TracingOverride? Chosen(MeshSnapshot mesh, Proxy proxy, string? backend) =>
        mesh.Overrides.IsEmpty ? null : Chosen(mesh.Overrides.Values, proxy, backend);

    private static TracingOverride? Draining(MeshSnapshot mesh, Proxy proxy, string backend) =>
        Chosen(mesh.Overrides.Values.Where(one => one.Drains), proxy, backend);

    // Apart: a method with lambdas makes their closure whenever it is called, and mostly there is no override.
    private static TracingOverride? Chosen(IEnumerable<TracingOverride> overrides, Proxy proxy, string? backend) =>
        overrides.Where(one => Concerns(one, proxy, backend))
            .OrderBy(one => one.Sampling ?? -1).ThenByDescending(one => one.Drains).ThenBy(one => one.Name, StringComparer.Ordinal)
            .FirstOrDefault();

    private static bool Concerns(TracingOverride over, Proxy proxy, string? backend) =>
        (over.Backend is null || over.Backend == backend)
        && (over.Selectors.IsEmpty || over.Selectors.Any(selector => proxy.TagSets.Any(selector.Matches)));
}
