using System.Collections.Immutable;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Storage.Transfer;

namespace TrafficTrace.Storage;

/// <summary>
/// What can be done with a store that is no part of serving. Each fails with a <see cref="JournalRefusedException"/> or a
/// <see cref="JournalAwayException"/>.
/// </summary>
public static class StoreTransfer
{
    /// <summary>What it holds, for people, and all that is wrong with it. Another process may use it meanwhile.</summary>
    public static Task<(string Summary, ImmutableArray<string> Problems)> CheckAsync(
        StoreAddress store, ReaderOptions options, CancellationToken token) =>
        RunAsync(store, database => StoreCheck.ReadAsync(database, options, token));

    /// <summary>Writes it into a folder, and tells what was written. Another process may use it meanwhile.</summary>
    public static Task<string> ExportAsync(StoreAddress store, string folder, CancellationToken token) =>
        RunAsync(store, database => StoreExport.WriteAsync(database, folder, token));

    /// <summary>Reads an export into a store that is empty, and tells what was read.</summary>
    public static Task<string> ImportAsync(
        StoreAddress store, string folder, ReaderOptions options, TimeProvider time, CancellationToken token) =>
        RunAsync(store, database => StoreImport.ReadAsync(database, folder, options, time, token));

    private static async Task<T> RunAsync<T>(StoreAddress store, Func<SqlDatabase, Task<T>> work)
    {
        await using var database = Journals.DatabaseOf(store);
        try
        {
            return await work(database).ConfigureAwait(false);
        }
        catch (Exception fault) when (database.ReasonOf(fault) is { } reason)
        {
            throw new JournalAwayException($"{database}: {reason}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new JournalRefusedException(fault.Message, fault);
        }
    }
}
