using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>Says which document's going, or change, leaves proxies untraced. A proxy that goes itself is nobody's loss.</summary>
public static class LostTracing
{
    private const int NamedProxies = 20;

    /// <param name="changes">Of the proxies that the change touches.</param>
    /// <param name="older">The store before.</param>
    /// <param name="newer">The store after.</param>
    /// <returns>A remark for each document that is the cause, in order.</returns>
    public static IEnumerable<Remark> Of(IEnumerable<TracingChange> changes, StoreSnapshot older, StoreSnapshot newer) =>
        changes.Where(change => change is { IsLoss: true, Gone: false })
            .GroupBy(
                change => Cause(change, older.Meshes[change.Node.Mesh], newer.Meshes[change.Node.Mesh]),
                change => change.Node.Dataplane)
            .OrderBy(lost => lost.Key.Key.ToString(), StringComparer.Ordinal)
            .Select(lost => new Remark(FindingCodes.LeavesUntraced, lost.Key.Key, lost.Key.Field, Message([.. lost], lost.Key.Gone)));

    private static (ResourceKey Key, string Field, bool Gone) Cause(TracingChange change, MeshSnapshot older, MeshSnapshot newer)
    {
        var (policy, mesh) = (change.Before!.Policy!, change.Before.Mesh!);
        if (!newer.Policies.TryGetValue(policy.Name, out var now)) return (policy.Key, "", true);
        if (newer.Mesh is null) return (mesh.Key, "", true);
        if (!ReferenceEquals(now, policy)) return (policy.Key, now.Backend == policy.Backend ? "selectors" : "conf.backend", false);
        var dataplane = newer.Dataplanes[change.Node.Dataplane];
        var winner = PolicyMatcher.Winner(Proxy.Of(dataplane), newer.Policies.Values);
        if (winner is not null && winner.Name != policy.Name && !ReferenceEquals(winner, older.Policies.GetValueOrDefault(winner.Name)))
            return (winner.Key, "", false);
        return BackendResolution.Resolve(winner, newer.Mesh).Collector is null && !ReferenceEquals(newer.Mesh, older.Mesh)
            ? (mesh.Key, "tracing", false)
            : (dataplane.Key, "networking", false);
    }

    private static string Message(string[] proxies, bool gone) =>
        $"{(gone ? "is gone, which" : "this change")} leaves {Count(proxies.Length)} untraced: "
            + string.Join(", ", proxies.Take(NamedProxies))
            + (proxies.Length > NamedProxies ? ", …" : "")
            + (gone ? ". Bring it back, or select them by another TrafficTrace" : ". Take it back, or select them by another TrafficTrace");

    private static string Count(int proxies) => proxies == 1 ? "1 proxy" : $"{proxies} proxies";
}
