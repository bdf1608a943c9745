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
    /// Publishes <see cref="StoreSnapshot.With(Origin, IEnumerable{PlacedResource}, IEnumerable{ResourceKey})"/>. Nobody is woken when that
    /// is the same object.
    /// </summary>
    public StoreSnapshot Apply(Origin origin, IEnumerable<PlacedResource> puts, IEnumerable<ResourceKey> deletes) =>
        Publish(current => current.With(origin, puts, deletes));

    /// <summary>Publishes <see cref="StoreSnapshot.With(HostAddresses)"/>: all that is known of hosts. Only one may write this.</summary>
    public StoreSnapshot SetFacts(HostAddresses hosts) => Publish(current => current.With(hosts));

    /// <summary>Publishes <see cref="StoreSnapshot.With(SecretValues)"/>: all secrets. Only one may write this.</summary>
    public StoreSnapshot SetFacts(SecretValues secrets) => Publish(current => current.With(secrets));

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

    private StoreSnapshot Publish(Func<StoreSnapshot, StoreSnapshot> next)
    {
        lock (_writers)
        {
            var after = next(_current);
            if (ReferenceEquals(after, _current)) return after;

            _current = after;
            var signal = _changed;
            _changed = NewSignal();
            signal.SetResult();
            return after;
        }
    }

    /// <summary>Continuations run elsewhere, never under the writers' lock.</summary>
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
