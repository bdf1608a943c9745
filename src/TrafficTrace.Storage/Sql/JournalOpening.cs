using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>What comes before the first that is asked of a journal.</summary>
internal static class JournalOpening
{
    /// <summary>Returns the cluster that it belongs to. What no waiting mends is a refusal.</summary>
    public static async Task<string> OpenAsync(SqlDatabase database, TimeProvider time, CancellationToken token)
    {
        try
        {
            await database.PrepareAsync(token).ConfigureAwait(false);
            await Schema.MigrateAsync(database, time, token).ConfigureAwait(false);
            await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
            return (await DocumentRows.HeadAsync(connection, token).ConfigureAwait(false)).Cluster;
        }
        catch (Exception fault) when (database.IsForGood(fault))
        {
            throw new JournalRefusedException($"{database}: {database.ReasonOf(fault)}", fault);
        }
    }
}
