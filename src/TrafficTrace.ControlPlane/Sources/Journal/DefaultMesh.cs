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

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>In a journal without an entry. False where it is not wanted; else somebody has made it, this process or another.</summary>
    public async Task<bool> MakeAsync(CancellationToken token)
    {
        if (!options.DefaultMesh || !options.Resources.IsEmpty) return false;
        while (true)
        {
            try
            {
                await journal.AppendAsync(0, tail => new JournalDecision<bool>(tail.IsEmpty, tail.IsEmpty ? Draft() : null), token);
                return true;
            }
            catch (JournalAwayException)
            {
                await Task.Delay(Pause, time, token); // the journal's reader says so
            }
        }
    }

    private JournalDraft Draft()
    {
        var now = time.GetUtcNow();
        var mesh = new Mesh(Name, "{}") { CreationTime = now, ModificationTime = now };
        return new(now, Origin.Api, "traffictrace-cp", "the start with an empty store", [new(mesh.Key, null, mesh)]);
    }
}
