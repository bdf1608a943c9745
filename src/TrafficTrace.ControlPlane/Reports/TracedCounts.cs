using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>How many Dataplanes of each mesh are traced: counted once, and moved on by each change.</summary>
internal sealed class TracedCounts
{
    private readonly Dictionary<string, int> _byMesh = new(StringComparer.Ordinal);

    public TracedCounts(StoreSnapshot start)
    {
        foreach (var mesh in start.Meshes.Values) _byMesh[mesh.Name] = TracingChanges.TracedIn(mesh);
    }

    public int Of(string mesh) => _byMesh.GetValueOrDefault(mesh);

    /// <summary>Before and after <paramref name="changes"/> of one mesh.</summary>
    public (int Before, int After) Move(string mesh, IEnumerable<TracingChange> changes)
    {
        var before = Of(mesh);
        var after = before + changes.Sum(change => change.IsGain ? 1 : change.IsLoss ? -1 : 0);
        _byMesh[mesh] = after;
        return (before, after);
    }
}
