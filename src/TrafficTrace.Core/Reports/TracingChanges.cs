using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>What a change of the store means for the tracing of the proxies, connected or not.</summary>
public static class TracingChanges
{
    /// <summary>Of the proxies that the change may touch, sorted by mesh and name; of the others nothing is another.</summary>
    public static IEnumerable<TracingChange> Between(StoreSnapshot older, StoreSnapshot newer) =>
        Between(older, newer, TouchedDataplanes.By);

    /// <summary>The losses among them, for less: most changes cause none.</summary>
    public static IEnumerable<TracingChange> LossesBetween(StoreSnapshot older, StoreSnapshot newer) =>
        Between(older, newer, TouchedDataplanes.LosingBy).Where(change => change.IsLoss);

    /// <summary>How many Dataplanes of a mesh are traced, one of their listeners at least.</summary>
    public static int TracedIn(MeshSnapshot mesh) =>
        mesh.Dataplanes.Values.Count(dataplane => TracingOf(dataplane, mesh, Winner(dataplane, mesh, areMost: true)) is not null);

    private static IEnumerable<TracingChange> Between(
        StoreSnapshot older,
        StoreSnapshot newer,
        Func<MeshChange, MeshSnapshot, MeshSnapshot, IReadOnlyList<TouchedDataplane>> touchedBy) =>
        from entry in StoreChange.Between(older, newer).Meshes.OrderBy(mesh => mesh.Key, StringComparer.Ordinal)
        let before = older.MeshOf(entry.Key)
        let after = newer.MeshOf(entry.Key)
        let touched = touchedBy(entry.Value, before, after)
        let areMost = touched.Count * 2 > after.Dataplanes.Count
        from one in touched
        select Of(one, before, after, areMost);

    /// <summary>Of one proxy. Where most are touched, all are matched, once for all who ask.</summary>
    private static TracingChange Of(TouchedDataplane touched, MeshSnapshot before, MeshSnapshot after, bool areMost)
    {
        var (name, was, now) = touched;
        var winner = Winner(now, after, areMost);
        var isSameMatch = ReferenceEquals(was, now) && ReferenceEquals(before.Policies, after.Policies);
        return new(
            new NodeName(after.Name, name),
            TracingOf(was, before, isSameMatch ? winner : Winner(was, before, areMost)),
            TracingOf(now, after, winner),
            now is null);
    }

    private static TrafficTracePolicy? Winner(Dataplane? dataplane, MeshSnapshot mesh, bool areMost)
    {
        if (dataplane is null) return null;
        return areMost ? MeshMatches.Of(mesh).Winners[dataplane.Name] : PolicyMatcher.Winner(Proxy.Of(dataplane), mesh.Policies.Values);
    }

    /// <summary>As one of its listeners is traced at least; null when none is.</summary>
    private static EffectiveTracing? TracingOf(Dataplane? dataplane, MeshSnapshot mesh, TrafficTracePolicy? winner) =>
        dataplane is not null
        && Resolve(dataplane, mesh, winner) is { Collector: not null } tracing
        && Traceable.HasAny(mesh, dataplane)
            ? tracing
            : null;

    private static EffectiveTracing Resolve(Dataplane dataplane, MeshSnapshot mesh, TrafficTracePolicy? winner) => mesh.Overrides.IsEmpty
        ? BackendResolution.Resolve(winner, mesh.Mesh)
        : OverrideResolution.Resolve(mesh, Proxy.Of(dataplane), winner);
}
