using System.Data;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>Takes the oldest entries of the history away, some at a time.</summary>
internal static class HistoryTrim
{
    // Up to the first that is young enough: clocks go back, and of several processes differ, and a history has no gap. And up to the first
    // from which on all are not too large together.
    private const string Trim = """
        DELETE FROM entries WHERE position IN (
          SELECT position FROM entries
          WHERE position < COALESCE(
              (SELECT position FROM entries WHERE at >= @before ORDER BY position LIMIT 1), (SELECT position + 1 FROM head))
            OR position < (SELECT position FROM entries
              WHERE total >= (SELECT total FROM entries ORDER BY position DESC LIMIT 1) - @size ORDER BY position LIMIT 1)
          ORDER BY position LIMIT 100)
        """;

    /// <summary>Returns how many went.</summary>
    public static async Task<int> TrimAsync(
        SqlDatabase database, Lease under, DateTimeOffset before, long size, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
        await LeaseTable.CheckAsync(connection, database, under, token).ConfigureAwait(false);
        var gone = await connection.ExecuteAsync(Trim, token, ("before", before.UtcTicks), ("size", size)).ConfigureAwait(false);
        await transaction.CommitAsync(token).ConfigureAwait(false);
        return gone;
    }
}
