namespace TrafficTrace.Storage.Sql;

/// <summary>Takes the oldest entries of the history away, once an hour, some at a time.</summary>
internal sealed class HistoryTrim(TimeSpan keep, TimeProvider time)
{
    // Up to the first that is young enough: clocks go back, and of several processes differ, and a history has no gap.
    private const string Trim = """
        DELETE FROM entries WHERE position IN (
          SELECT position FROM entries
          WHERE position < COALESCE(
            (SELECT position FROM entries WHERE at >= @before ORDER BY position LIMIT 1), (SELECT position + 1 FROM head))
          ORDER BY position LIMIT 1000)
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private DateTimeOffset _due = DateTimeOffset.MinValue;

    public bool IsDue => time.GetUtcNow() >= _due;

    /// <summary>Returns how many went.</summary>
    public async Task<int> TrimAsync(SqlDatabase database, CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
        var gone = await connection.ExecuteAsync(Trim, token, ("before", (now - keep).UtcTicks)).ConfigureAwait(false);
        if (gone == 0) _due = now + Pause; // else the rest, when the reader looks again
        return gone;
    }
}
