using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>Holds the newest snapshot. Many may read, write and wait at once; only writers wait for each other.</summary>
public sealed class ResourceStore
{
    private readonly Lock _writers = new();
    private volatile StoreSnapshot _current = StoreSnapshot.Empty;
    private volatile TaskCompletionSource _changed = NewSignal();

    public StoreSnapshot Current => _current;

    /// <summary>
    /// Makes one revision of all changes. A key that is in both stays, with what was put; of two puts of a key the later counts.
    /// When nothing changes, the snapshot stays the same object and nobody is woken.
    /// </summary>
    public StoreSnapshot Apply(IEnumerable<Resource> puts, IEnumerable<ResourceKey> deletes)
    {
        var wanted = new Dictionary<ResourceKey, Resource?>();
        foreach (var key in deletes) wanted[key] = null;
        foreach (var resource in puts) wanted[resource.Key] = resource;

        lock (_writers)
        {
            var next = Next(_current, wanted);
            if (ReferenceEquals(next, _current)) return next;

            _current = next;
            var signal = _changed;
            _changed = NewSignal();
            signal.SetResult();
            return next;
        }
    }

    /// <summary>
    /// Completes once <see cref="Current"/> is beyond <paramref name="revision"/>, at once when it is already. Revisions that
    /// come in between are not told: look at <see cref="Current"/>.
    /// </summary>
    public async Task WaitBeyondAsync(long revision, CancellationToken token)
    {
        while (true)
        {
            // The signal first: a revision published after this line completes it, one published before is seen below.
            var changed = _changed.Task;
            if (_current.Revision > revision) return;
            await changed.WaitAsync(token).ConfigureAwait(false);
        }
    }

    private static StoreSnapshot Next(StoreSnapshot current, Dictionary<ResourceKey, Resource?> wanted)
    {
        var meshes = current.Meshes.ToBuilder();
        var changes = StoreChange.None.Meshes.ToBuilder();
        foreach (var ofMesh in wanted.GroupBy(entry => entry.Key.Mesh, StringComparer.Ordinal))
        {
            var edit = new MeshEdit(meshes.GetValueOrDefault(ofMesh.Key) ?? MeshSnapshot.Empty(ofMesh.Key));
            foreach (var (key, resource) in ofMesh) edit.Set(key, resource);

            var (mesh, change) = edit.Finish();
            if (change.IsEmpty) continue;
            changes.Add(ofMesh.Key, change);
            if (mesh.IsEmpty) meshes.Remove(ofMesh.Key);
            else meshes[ofMesh.Key] = mesh;
        }

        return changes.Count == 0 ? current : new(current.Revision + 1, meshes.ToImmutable()) { Change = new(changes.ToImmutable()) };
    }

    /// <summary>Continuations run elsewhere, never under the writers' lock.</summary>
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
