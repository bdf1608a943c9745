using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>A change of the store in words: <c>default: TrafficTrace all; traced 3 → 1; now untraced: orders-1, stock-1</c>.</summary>
internal static class ChangeText
{
    /// <summary>One for each mesh, in their order; none for a mesh in which only addresses of hosts are others.</summary>
    public static IEnumerable<string> Lines(
        StoreChange change, IReadOnlyCollection<TracingChange> tracing, IReadOnlyCollection<Proxy> steered, TracedCounts traced)
    {
        var byMesh = tracing.ToLookup(one => one.Node.Mesh, StringComparer.Ordinal);
        foreach (var (mesh, what) in change.Meshes.OrderBy(mesh => mesh.Key, StringComparer.Ordinal))
        {
            var documents = Documents(what).ToArray();
            var (before, after) = traced.Move(mesh, byMesh[mesh]);
            if (documents.Length == 0) continue;
            var count = before == after ? $"traced {after}" : $"traced {before} → {after}";
            yield return $"{mesh}: {Some.Names(documents)}; {count}{Names("now traced", byMesh[mesh].Where(one => one.IsGain))}"
                + $"{Names("now untraced", byMesh[mesh].Where(one => one.IsLoss && !one.Gone))}"
                + $"{Names("traced otherwise", byMesh[mesh].Where(one => one.IsChange))}"
                + $"{Steered(steered.Where(proxy => proxy.Mesh == mesh))}";
        }
    }

    private static IEnumerable<string> Documents(MeshChange change) =>
    [
        .. change.Mesh ? [$"{ResourceKind.Mesh}"] : Array.Empty<string>(),
        .. Named(ResourceKind.TrafficTrace, change.Policies),
        .. Named(ResourceKind.Dataplane, change.Dataplanes),
        .. Named(ResourceKind.TracingOverride, change.Overrides),
        .. change.Freeze ? [$"{ResourceKind.TracingFreeze}"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Named(ResourceKind kind, IEnumerable<string> names) =>
        names.Order(StringComparer.Ordinal).Take(Some.Lines).Select(name => $"{kind} {name}");

    private static string Names(string what, IEnumerable<TracingChange> changes) =>
        Names(what, changes.Select(change => change.Node.Dataplane));

    // Node ids are what clients say.
    private static string Steered(IEnumerable<Proxy> proxies) => Names(
        "overlay proxies steered otherwise",
        proxies.Select(proxy => new ClientText(proxy.Name).ToString()).Order(StringComparer.Ordinal));

    private static string Names(string what, IEnumerable<string> all)
    {
        string[] names = [.. all.Take(Some.Lines)];
        return names.Length == 0 ? "" : $"; {what}: {Some.Names(names)}";
    }
}
