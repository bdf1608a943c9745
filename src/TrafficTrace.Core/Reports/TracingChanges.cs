using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>What a change of the store means for the tracing of the proxies, connected or not.</summary>
public static class TracingChanges
{
    /// <summary>Of the proxies that the change may touch, sorted by mesh and name; of the others nothing is another.</summary>
    public static IEnumerable<TracingChange> Between(StoreSnapshot older, StoreSnapshot newer) =>
        from entry in StoreChange.Between(older, newer).Meshes.OrderBy(mesh => mesh.Key, StringComparer.Ordinal)
        let before = older.Meshes.GetValueOrDefault(entry.Key) ?? MeshSnapshot.Empty(entry.Key)
        let after = newer.Meshes.GetValueOrDefault(entry.Key) ?? MeshSnapshot.Empty(entry.Key)
        from name in TouchedDataplanes.By(entry.Value, before, after)
        select Of(name, before, after);

    /// <summary>Of one proxy.</summary>
    public static TracingChange Of(string dataplane, MeshSnapshot before, MeshSnapshot after) => new(
        new NodeName(after.Name, dataplane),
        TracingOf(dataplane, before),
        TracingOf(dataplane, after),
        !after.Dataplanes.ContainsKey(dataplane));

    /// <summary>As one of its listeners is traced at least; null when none is.</summary>
    private static EffectiveTracing? TracingOf(string name, MeshSnapshot mesh)
    {
        if (mesh.Dataplanes.GetValueOrDefault(name) is not { } dataplane || !Traceable.HasAny(mesh, dataplane)) return null;
        var winner = PolicyMatcher.Winner(Proxy.Of(dataplane), mesh.Policies.Values);
        return BackendResolution.Resolve(winner, mesh.Mesh) is { Collector: not null } tracing ? tracing : null;
    }
}
