using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// What a change means for overlay proxies, which are in no document. Only those that it may touch are matched: most changes are of
/// Dataplanes, and touch none.
/// </summary>
public static class OverlayChanges
{
    /// <param name="older">The store before.</param>
    /// <param name="newer">The store after.</param>
    /// <param name="proxies">Those that are connected.</param>
    /// <returns>Those whose runtime layer policies make another, in that order.</returns>
    public static IEnumerable<Proxy> Between(StoreSnapshot older, StoreSnapshot newer, IEnumerable<Proxy> proxies)
    {
        var touched = StoreChange.Between(older, newer).Meshes
            .ToDictionary(mesh => mesh.Key, mesh => Touches(mesh.Value, older.MeshOf(mesh.Key), newer.MeshOf(mesh.Key)));
        return from proxy in proxies
               where touched.TryGetValue(proxy.Mesh, out var touches) && touches(proxy)
               let before = TracingOf(proxy, older)
               let after = TracingOf(proxy, newer)
               where before.Overlay != after.Overlay || before.Conf.AllowBreakingTraces != after.Conf.AllowBreakingTraces
               select proxy;
    }

    // Too many cost time only; too few would be a fault.
    private static Predicate<Proxy> Touches(MeshChange change, MeshSnapshot older, MeshSnapshot newer)
    {
        if (change.Mesh || change.Freeze || !change.Overrides.IsEmpty) return _ => true;
        TrafficTracePolicy[] policies =
        [
            .. change.Policies.Select(name => older.Policies.GetValueOrDefault(name)).OfType<TrafficTracePolicy>(),
            .. change.Policies.Select(name => newer.Policies.GetValueOrDefault(name)).OfType<TrafficTracePolicy>(),
        ];
        return proxy => Array.Exists(policies, policy => PolicyMatcher.Selects(policy, proxy));
    }

    private static EffectiveTracing TracingOf(Proxy proxy, StoreSnapshot store)
    {
        var mesh = store.MeshOf(proxy.Mesh);
        return OverlayResolution.Resolve(mesh, proxy, PolicyMatcher.Winner(proxy, mesh.Policies.Values));
    }
}
