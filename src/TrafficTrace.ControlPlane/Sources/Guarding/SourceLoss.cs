using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Guarding;

/// <summary>
/// Whether a change takes so much away that it is rather an accident: a folder that was emptied, a branch that was not merged. Pure.
/// </summary>
internal static class SourceLoss
{
    /// <summary>Of one or two nobody makes anything, whatever share that is.</summary>
    private const int Least = 3;

    /// <param name="before">What counts.</param>
    /// <param name="after">What would.</param>
    /// <param name="limits">Beyond which share.</param>
    /// <returns>What is lost, as a sentence; null when it may pass.</returns>
    public static string? Of(StoreSnapshot before, StoreSnapshot after, LossLimits limits)
    {
        if (limits.IsOff) return null;
        TracingChange[]? losses = null;
        foreach (var (mesh, change) in StoreChange.Between(before, after).Meshes.OrderBy(mesh => mesh.Key, StringComparer.Ordinal))
        {
            if (!before.Meshes.TryGetValue(mesh, out var older)) continue;
            var gone = change.Dataplanes.Count(name => older.Dataplanes.ContainsKey(name) && !Has(after, mesh, name));
            var all = older.Dataplanes.Count;
            if (IsOver(gone, all, limits.Dataplanes)) return $"mesh {mesh} would lose {gone} of {all} Dataplanes";
            losses ??= [.. TracingChanges.LossesBetween(before, after)];
            var untraced = losses.Count(one => one.Node.Mesh == mesh && !one.Gone);
            if (untraced < Least) continue;
            var traced = TracingChanges.TracedIn(older);
            if (IsOver(untraced, traced, limits.Traced)) return $"in mesh {mesh} {untraced} of {traced} traced proxies would be untraced";
        }

        return null;
    }

    private static bool Has(StoreSnapshot store, string mesh, string dataplane) =>
        store.Meshes.GetValueOrDefault(mesh)?.Dataplanes.ContainsKey(dataplane) == true;

    private static bool IsOver(int lost, int all, double percent) => lost >= Least && lost * 100d > all * percent;
}
