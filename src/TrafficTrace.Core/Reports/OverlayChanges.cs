using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports;

/// <summary>What a change means for overlay proxies, which are in no document.</summary>
public static class OverlayChanges
{
    /// <param name="older">The store before.</param>
    /// <param name="newer">The store after.</param>
    /// <param name="proxies">Those that are connected.</param>
    /// <returns>Of those that are sent something else, in the order of the proxies.</returns>
    public static IEnumerable<OverlayChange> Between(StoreSnapshot older, StoreSnapshot newer, IEnumerable<Proxy> proxies)
    {
        var changed = StoreChange.Between(older, newer).Meshes;
        return from proxy in proxies
               where changed.ContainsKey(proxy.Mesh)
               let before = TracingOf(proxy, older)
               let after = TracingOf(proxy, newer)
               where before.Overlay != after.Overlay || before.Conf.AllowBreakingTraces != after.Conf.AllowBreakingTraces
               select new OverlayChange(proxy, before, after);
    }

    private static EffectiveTracing TracingOf(Proxy proxy, StoreSnapshot store)
    {
        var mesh = store.Meshes.GetValueOrDefault(proxy.Mesh) ?? MeshSnapshot.Empty(proxy.Mesh);
        return OverlayResolution.Resolve(mesh, proxy, PolicyMatcher.Winner(proxy, mesh.Policies.Values));
    }
}
