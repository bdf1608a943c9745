using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Journal;

/// <summary>
/// Makes the Mesh <c>default</c> where there is nothing at all, as Kuma does: so the first document of somebody who tries this need not be
/// a Mesh.
/// </summary>
internal sealed class DefaultMesh(ControlPlaneOptions options, IJournal journal, TimeProvider time)
{
    private const string Name = "default";

    public async Task MakeAsync(CancellationToken token)
    {
        if (!options.DefaultMesh || !options.Resources.IsEmpty) return;
        await journal.AppendAsync(0, tail => new JournalDecision<bool>(tail.IsEmpty, tail.IsEmpty ? Draft() : null), token);
    }

    private JournalDraft Draft()
    {
        var now = time.GetUtcNow();
        var mesh = new Mesh(Name, "{}") { CreationTime = now, ModificationTime = now };
        return new(now, Origin.Api, "traffictrace-cp", "the start with an empty store", [new(mesh.Key, null, mesh)]);
    }
}
