using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>
/// A journal that is gone when the process ends. The oldest entries go when there are more than <see cref="MaxEntries"/>, or when they
/// hold more than <see cref="MaxCharacters"/> of documents; those that its reader has not taken in stay.
/// </summary>
public sealed class MemoryJournal : IJournal
{
    public const int MaxEntries = 10_000;
    public const long MaxCharacters = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<JournalEntry> _entries = [];
    private readonly Dictionary<ResourceKey, Resource> _resources = [];
    private TaskCompletionSource _appended = NewSignal();
    private long _position;
    private long _characters; // of the entries
    private long _held; // of the resources
    private long _takenIn = long.MaxValue; // until somebody reads

    public string Keeps => "what the API is told, and the history, are kept in memory, and are gone when the process ends; "
        + $"the history has at most the last {MaxEntries} writes";

    public long Characters => Interlocked.Read(ref _held);

    public string? ClusterId => null;

    public DateTimeOffset? AwaySince => null;

    public Task<JournalAnswer<T>> AppendAsync<T>(
        long known, Func<ImmutableArray<JournalEntry>, JournalDecision<T>> decide, CancellationToken token)
    {
        lock (_lock)
        {
            var (outcome, draft) = decide(After(known));
            return Task.FromResult(new JournalAnswer<T>(outcome, draft is null ? null : Append(draft)));
        }
    }

    public async IAsyncEnumerable<JournalBatch> ReadAsync(long from, [EnumeratorCancellation] CancellationToken token)
    {
        var batch = Begin(from);
        while (true)
        {
            yield return batch;
            batch = await NextAsync(batch.Position, token).ConfigureAwait(false);
        }
    }

    public Task<ImmutableArray<JournalEntry>> HistoryAsync(HistoryQuery query, CancellationToken token)
    {
        lock (_lock) return Task.FromResult(NewestFirst().Where(query.Asks).Take(query.Size).ToImmutableArray());
    }

    public Task<JournalEntry?> FindAsync(long position, CancellationToken token)
    {
        lock (_lock) return Task.FromResult(NewestFirst().FirstOrDefault(entry => entry.Position == position));
    }

    /// <summary>Each write has done so.</summary>
    public Task<int> TrimAsync(Lease under, CancellationToken token) => Task.FromResult(0);

    private long Append(JournalDraft draft)
    {
        var entry = draft.Placed(++_position);
        _entries.AddLast(entry);
        _characters += CharactersOf(entry);
        if (entry.Origin == Origin.Api)
        {
            foreach (var change in entry.Changes) Set(change);
        }

        Forget();
        var signal = _appended;
        _appended = NewSignal();
        signal.SetResult();
        return _position;
    }

    private void Set(JournalChange change)
    {
        Interlocked.Add(ref _held, CharactersOf(change.After) - CharactersOf(_resources.GetValueOrDefault(change.Key)));
        if (change.After is null) _resources.Remove(change.Key);
        else _resources[change.Key] = change.After;
    }

    private void Forget()
    {
        while (_entries.Count > 1 && (_entries.Count > MaxEntries || _characters > MaxCharacters)
            && _entries.First!.Value.Position <= _takenIn)
        {
            _characters -= CharactersOf(_entries.First.Value);
            _entries.RemoveFirst();
        }
    }

    private JournalBatch Begin(long from)
    {
        lock (_lock)
        {
            _takenIn = from;
            return from == 0 ? new(_position, [.. _resources.Values], []) : BatchAfter(from);
        }
    }

    private async Task<JournalBatch> NextAsync(long position, CancellationToken token)
    {
        while (true)
        {
            Task appended;
            lock (_lock)
            {
                _takenIn = position;
                Forget();
                if (_position > position) return BatchAfter(position);
                appended = _appended.Task;
            }

            await appended.WaitAsync(token).ConfigureAwait(false);
        }
    }

    private JournalBatch BatchAfter(long position) => JournalBatch.Of(_position, After(position));

    private ImmutableArray<JournalEntry> After(long position) =>
        [.. NewestFirst().TakeWhile(entry => entry.Position > position).Where(entry => entry.Origin == Origin.Api).Reverse()];

    private IEnumerable<JournalEntry> NewestFirst()
    {
        for (var node = _entries.Last; node is not null; node = node.Previous) yield return node.Value;
    }

    private static long CharactersOf(JournalEntry entry) =>
        entry.Changes.Sum(change => CharactersOf(change.Before) + CharactersOf(change.After));

    private static long CharactersOf(Resource? resource) => resource is null ? 0 : resource.SpecJson.Length + resource.Name.Length;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
