using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>
/// A database in which several parts of a store are kept: it opens with the first that is asked of any of them. What is wrong with it is
/// told as a <see cref="JournalAwayException"/>.
/// </summary>
internal sealed class OpenedDatabase(SqlDatabase database, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile string? _cluster;

    public SqlDatabase Database => database;

    /// <summary>As it was found; null before it is opened.</summary>
    public string? Cluster => _cluster;

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken token)
    {
        try
        {
            if (_cluster is null) await OpenAsync(token).ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
        catch (Exception fault) when (database.ReasonOf(fault) is { } reason)
        {
            throw new JournalAwayException($"{database}: {reason}", fault);
        }
    }

    /// <summary>Of what changes nothing, or may be done twice: the first connection may have been cut while nobody used it.</summary>
    public async Task<T> TwiceAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception cut) when (database.IsCut(cut))
        {
            database.Forget();
            return await work().ConfigureAwait(false);
        }
    }

    // Whoever waits for the semaphore would wait for ever if that were disposed; so each finds the database closed.
    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task OpenAsync(CancellationToken token)
    {
        await _opening.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (_cluster is null) _cluster = await JournalOpening.OpenAsync(database, time, token).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }
}
