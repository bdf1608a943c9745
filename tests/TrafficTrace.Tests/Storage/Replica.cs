using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Store;

namespace TrafficTrace.Tests.Storage;

/// <summary>A process that writes to a journal that it shares: its reader keeps its state, and it decides on that and the tail.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SqlJournal _journal;
    private readonly Task _reading;
    private volatile Seen _seen = new(0, ImmutableDictionary<string, string>.Empty);

    public Replica(string address)
    {
        var database = Journals.DatabaseOf(StoreAddress.Parse(address, out _)!);
        _journal = new(database, ReaderOptions.Default, HistoryBoundsOfTests.All, TimeProvider.System, NullLogger<SqlJournal>.Instance);
        _reading = ReadAsync();
    }

    public IJournal Journal => _journal;

    /// <summary>Completes once the journal can be reached; fails when the reader has failed, which never is to be.</summary>
    public async Task ReachedAsync()
    {
        while (_journal.AwaySince is not null && !_stop.IsCancellationRequested)
        {
            if (_reading.IsFaulted) await _reading;
            await Task.Delay(10);
        }
    }

    /// <summary>How far it has read, and name → backend of all policies then.</summary>
    public Seen Now => _seen;

    /// <summary>Its position; null when it may not be done.</summary>
    public async Task<long?> DoAsync(Operation operation)
    {
        var seen = _seen;
        var answer = await _journal.AppendAsync(seen.Position, tail => Decide(operation, seen, tail), default);
        return answer.Position;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _journal.DisposeAsync();
        _stop.Dispose();
    }

    private static JournalDecision<bool> Decide(Operation operation, Seen seen, ImmutableArray<JournalEntry> tail)
    {
        var policies = tail.Aggregate(seen, (state, entry) => state.With(entry.Position, entry.Puts, entry.Deletes)).Policies;
        var before = policies.GetValueOrDefault(operation.Name);
        if (!operation.MayBeDone(before)) return new(false, null);
        var change = new JournalChange(
            Written.Policy(operation.Name).Key,
            before is null ? null : Written.Policy(operation.Name, before),
            operation.After is { } after ? Written.Policy(operation.Name, after) : null);
        return new(true, new(Written.Noon, Origin.Api, $"{operation.Id}", "a client", [change]));
    }

    private async Task ReadAsync()
    {
        await foreach (var batch in _journal.ReadAsync(0, _stop.Token))
            _seen = _seen.With(batch.Position, batch.Puts, batch.Deletes);
    }

    internal sealed record Seen(long Position, ImmutableDictionary<string, string> Policies)
    {
        public Seen With(long position, IEnumerable<Resource> puts, IEnumerable<ResourceKey> deletes) => new(
            position,
            Policies.RemoveRange(deletes.Select(key => key.Name))
                .SetItems(puts.Cast<TrafficTracePolicy>().Select(put => KeyValuePair.Create(put.Name, put.Backend!))));
    }
}
