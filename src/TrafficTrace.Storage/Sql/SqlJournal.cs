using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Storage.Sql;

/// <summary>
/// A journal in a database: what it has answered is on disk. It opens with the first that it is asked, and its reader tells whether it can
/// be reached.
/// </summary>
internal sealed class SqlJournal(
    SqlDatabase database, ReaderOptions options, HistoryBounds bounds, TimeProvider time, ILogger<SqlJournal> log)
    : IJournal, IAsyncDisposable
{
    // A wake-up may be lost, and who is gone is found only by looking.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly OpenedDatabase _opened = new(database, time);
    private readonly SemaphoreSlim _writing = new(1, 1); // so that few connections wait for the head
    private readonly WakeUp _wake = new();
    private volatile Outage? _outage;
    private volatile string? _cluster;
    private long _characters;

    public string Keeps => $"what the API is told is kept in {database}, and of the history {bounds}";

    public long Characters => Interlocked.Read(ref _characters);

    public string? ClusterId => _cluster ?? _opened.Cluster;

    public DateTimeOffset? AwaySince => _outage?.Since;

    /// <summary>What else is kept in the same database goes through it.</summary>
    internal OpenedDatabase Opened => _opened;

    public async Task<JournalAnswer<T>> AppendAsync<T>(
        long known, Func<ImmutableArray<JournalEntry>, JournalDecision<T>> decide, CancellationToken token)
    {
        RefuseWhileAway(); // whoever writes now may be waiting for it still
        await _writing.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await AskAsync(() => WriteAsync(known, decide, token), token).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
            _wake.Set(); // the reader sees what was written, or that nothing can be
        }
    }

    public async IAsyncEnumerable<JournalBatch> ReadAsync(long from, [EnumeratorCancellation] CancellationToken token)
    {
        using var read = CancellationTokenSource.CreateLinkedTokenSource(token);
        var listening = database.ListenAsync(_wake.Set, read.Token);
        try
        {
            var reader = new JournalReader(database, options, from, log);
            if (from > 0) yield return await LookAsync(reader, token).ConfigureAwait(false) ?? new(from, [], []);
            while (true)
            {
                var woken = _wake.Next;
                if (await LookAsync(reader, token).ConfigureAwait(false) is { } batch) yield return batch;
                else await woken.WaitAsync(Look, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                token.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await read.CancelAsync().ConfigureAwait(false);
            await listening.ConfigureAwait(false);
        }
    }

    public Task<ImmutableArray<JournalEntry>> HistoryAsync(HistoryQuery query, CancellationToken token) => AskAsync(
        () => TwiceAsync(async () =>
        {
            await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
            return await EntryRows.OfAsync(connection, query, Read, token).ConfigureAwait(false);
        }),
        token);

    public async Task<JournalEntry?> FindAsync(long position, CancellationToken token)
    {
        var found = await AskAsync(
            () => TwiceAsync(async () =>
            {
                await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
                return await EntryRows.AtAsync(connection, position, Read, token).ConfigureAwait(false);
            }),
            token).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    public async Task<int> TrimAsync(Lease under, CancellationToken token)
    {
        RefuseWhileAway();
        await _writing.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var before = time.GetUtcNow() - bounds.Keep;
            return await AskAsync(() => HistoryTrim.TrimAsync(database, under, before, bounds.Size, token), token).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    // Whoever waits for one of the semaphores would wait for ever if that were disposed; so each finds the database closed.
    public ValueTask DisposeAsync() => _opened.DisposeAsync();

    private async Task<JournalAnswer<T>> WriteAsync<T>(
        long known, Func<ImmutableArray<JournalEntry>, JournalDecision<T>> decide, CancellationToken token)
    {
        await using var write = await TwiceAsync(() => JournalWrite.BeginAsync(database, token)).ConfigureAwait(false);
        var (outcome, draft) = decide(await write.TailAsync(known, Read, token).ConfigureAwait(false));
        if (draft is null || await write.UntoldAsync(draft, token).ConfigureAwait(false) is not { } untold) return new(outcome, null);
        await write.AppendAsync(untold, token).ConfigureAwait(false);
        await write.CommitAsync().ConfigureAwait(false);
        return new(outcome, write.Position);
    }

    /// <summary>Null when there is nothing new, or when it can't be seen.</summary>
    private async Task<JournalBatch?> LookAsync(JournalReader reader, CancellationToken token)
    {
        try
        {
            var batch = await RunAsync(() => TwiceAsync(() => reader.NextAsync(token)), token).ConfigureAwait(false);
            Interlocked.Exchange(ref _characters, reader.Characters);
            _cluster = reader.Cluster ?? _cluster;
            if (_outage is { } outage) log.Back((time.GetUtcNow() - outage.Since).TotalSeconds);
            _outage = null;
            return batch;
        }
        catch (JournalAwayException away)
        {
            if (_outage is null) log.Away(away.Message);
            _outage ??= new(time.GetUtcNow(), away.Message);
            return null;
        }
    }

    /// <summary>While it is away nobody else waits for it than the reader, who sees first that it is back.</summary>
    private Task<T> AskAsync<T>(Func<Task<T>> work, CancellationToken token)
    {
        RefuseWhileAway();
        return RunAsync(work, token);
    }

    private void RefuseWhileAway()
    {
        if (_outage is { } outage) throw new JournalAwayException(outage.Reason);
    }

    private Task<T> TwiceAsync<T>(Func<Task<T>> work) => _opened.TwiceAsync(work);

    private Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken token) => _opened.RunAsync(work, token);

    private Resource Read(StoredDocument document) => document.Read(options);

    private sealed record Outage(DateTimeOffset Since, string Reason);
}
