using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Guarding;

/// <summary>
/// Hands the files' changes on, but for one that takes much away: that is held back, with all that follows, until somebody accepts it or
/// the files take it back. What is in force stays. The first load passes: there is nothing to lose yet.
/// </summary>
internal sealed class SourceGuard(
    IResourceSource files, ResourceStore store, LossLimits limits, TimeProvider time, ILogger<SourceGuard> log) : IResourceSource
{
    private volatile HeldChange? _held;
    private volatile TaskCompletionSource _accept = NewSignal();

    public Origin Origin => files.Origin;

    /// <summary>Null when nothing is held back.</summary>
    public HeldChange? Held => _held;

    /// <summary>Lets pass what is held back; false when nothing is.</summary>
    public bool Accept()
    {
        if (_held is null) return false;
        _accept.TrySetResult();
        return true;
    }

    public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        await using var changes = files.ReadAsync(token).GetAsyncEnumerator(token);
        if (!await changes.MoveNextAsync()) yield break;
        yield return changes.Current;
        var next = changes.MoveNextAsync().AsTask();
        while (true)
        {
            await Task.WhenAny(next, _accept.Task);
            var isAccepted = _accept.Task.IsCompleted;
            if (isAccepted) _accept = NewSignal();
            var all = _held?.Changes;
            if (next.IsCompleted)
            {
                if (!await next) yield break;
                all = all is null ? changes.Current : Joined(all, changes.Current);
                next = changes.MoveNextAsync().AsTask();
            }

            if (all is not null && Passes(all, isAccepted)) yield return all;
        }
    }

    private bool Passes(ResourceChanges all, bool isAccepted)
    {
        var now = store.Current;
        var isHarmless = isAccepted || OnlyAddsDataplanes(now, all);
        var loss = isHarmless ? null : SourceLoss.Of(now, now.With(Origin, all.Puts, all.Deletes), limits);
        var before = _held;
        _held = loss is null ? null : new HeldChange(all, loss, before?.Since ?? time.GetUtcNow()); // who reads the log finds it so
        if (loss is not null && loss != before?.Reason) log.HeldBack(loss);
        if (loss is null && before is not null) log.NotHeldBack(isAccepted ? "somebody accepted it" : "the files take it back");
        return loss is null;
    }

    // Nothing is lost by it: what the store would be need not be made beforehand, be it ever so large.
    private static bool OnlyAddsDataplanes(StoreSnapshot now, ResourceChanges all) =>
        all.Deletes.IsEmpty && all.Puts.All(put => put.Resource.Kind == ResourceKind.Dataplane && now.Find(put.Key) is null);

    private static ResourceChanges Joined(ResourceChanges first, ResourceChanges then)
    {
        var puts = first.Puts.ToDictionary(put => put.Key);
        foreach (var put in then.Puts) puts[put.Key] = put;
        foreach (var key in then.Deletes) puts.Remove(key);
        return new([.. puts.Values], [.. first.Deletes.Concat(then.Deletes).Distinct().Where(key => !puts.ContainsKey(key))]);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
