using System.Data.Common;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>The statements over the rows of leases, as PostgreSQL has them: no other database is shared.</summary>
internal static class LeaseTable
{
    private const string Now = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

    // It is free when it is over; and when it lasts longer than anybody asks for, which is a clock that was set back.
    private const string Take = $"""
        INSERT INTO leases AS held (name, holder, term, until) VALUES (@name, @holder, 1, {Now} + @lasts)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until,
          term = held.term + CASE WHEN held.holder = excluded.holder THEN 0 ELSE 1 END
        WHERE held.holder = excluded.holder OR held.until <= {Now} OR held.until > {Now} + 2 * @lasts
        """;

    private const string GiveBack =
        "UPDATE leases SET until = 0 WHERE name = @name AND holder = @holder AND term = @term";

    // Nobody takes it while a transaction that was made under it lasts.
    private const string Check = "SELECT 1 FROM leases WHERE name = @name AND term = @term FOR SHARE";

    public static Task TakeAsync(DbConnection connection, string name, string holder, TimeSpan lasts, CancellationToken token) =>
        connection.ExecuteAsync(
            Take, token, ("name", name), ("holder", holder), ("lasts", (long)lasts.TotalMilliseconds));

    /// <summary>One that was asked for once.</summary>
    public static async Task<HeldLease> FindAsync(DbConnection connection, string name, CancellationToken token)
    {
        await using var rows = connection.Command("SELECT holder, term FROM leases WHERE name = @name", ("name", name));
        await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
        await row.ReadAsync(token).ConfigureAwait(false);
        return new(new(name, row.GetInt64(1)), row.GetString(0));
    }

    public static Task GiveBackAsync(DbConnection connection, HeldLease held, CancellationToken token) => connection.ExecuteAsync(
        GiveBack, token, ("name", held.Lease.Name), ("holder", held.Holder), ("term", held.Lease.Term));

    /// <summary>Fails a transaction whose lease is another's by now. In a database that is not shared nobody else has any.</summary>
    public static async Task CheckAsync(DbConnection connection, SqlDatabase database, Lease lease, CancellationToken token)
    {
        if (!database.IsShared) return;
        var found = await connection.ScalarAsync(
            database.BeforeWrite + Check, token, ("name", lease.Name), ("term", lease.Term)).ConfigureAwait(false);
        if (found is null) throw new LeaseLostException(lease);
    }
}
