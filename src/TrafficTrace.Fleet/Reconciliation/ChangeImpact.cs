using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Nodes;

namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>Which connected nodes a change of the store may concern. Too many cost time only; too few would be a fault.</summary>
internal static class ChangeImpact
{
    // Beyond it, asking every node about every policy costs more than matching it anew.
    private const int ManyPolicies = 8;

    /// <summary>Adds them to <paramref name="due"/>, and marks those whose policy has to be chosen anew.</summary>
    public static void AddTo(DueNodes due, StoreChange changes, StoreSnapshot older, StoreSnapshot newer, ConnectedNodes nodes)
    {
        foreach (var (mesh, change) in changes.Meshes)
        {
            if (change.Mesh || !change.Overrides.IsEmpty || change.Freeze || change.Secrets) due.Add(nodes.OfMesh(mesh));
            var (before, after) = (older.Meshes.GetValueOrDefault(mesh), newer.Meshes.GetValueOrDefault(mesh));
            foreach (var node in OfPolicies(mesh, change, before, after, nodes))
            {
                node.Rematch = true;
                due.Add(node);
            }

            foreach (var service in change.Services) due.Add(nodes.UsersOf(mesh, service));
            foreach (var dataplane in change.Dataplanes)
            {
                if (nodes.Find(NodeName.Id(mesh, dataplane)) is { } node) due.Add(node);
            }
        }
    }

    // A node without a Dataplane, or with a new one, is matched in any case.
    private static IEnumerable<ConnectedNode> OfPolicies(
        string mesh, MeshChange change, MeshSnapshot? older, MeshSnapshot? newer, ConnectedNodes nodes)
    {
        var policies = change.Policies
            .SelectMany(name => new[] { older?.Policies.GetValueOrDefault(name), newer?.Policies.GetValueOrDefault(name) })
            .OfType<TrafficTracePolicy>().ToArray();
        return policies.Length > ManyPolicies
            ? nodes.OfMesh(mesh)
            : policies.SelectMany(policy => policy.Selectors
                .SelectMany(selector => nodes.CandidatesOf(mesh, selector))
                .Where(node => node.Proxy is { } proxy && PolicyMatcher.Selects(policy, proxy)));
    }
}
