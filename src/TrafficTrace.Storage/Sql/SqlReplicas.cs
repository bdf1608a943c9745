using System.Collections.Immutable;
using System.Data.Common;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>Rows of replicas in the database of the journal.</summary>
internal sealed class SqlReplicas(OpenedDatabase opened) : IReplicas
{
    private const string Beat = """
        INSERT INTO replicas (instance, address, certificate, version, beat) VALUES (@instance, @address, @certificate, @version, 1)
        ON CONFLICT (instance) DO UPDATE SET address = excluded.address, certificate = excluded.certificate, version = excluded.version,
          beat = replicas.beat + 1
        """;

    private const string Forget = "DELETE FROM replicas WHERE instance = @instance AND beat = @beat";
    private const string Leave = "DELETE FROM replicas WHERE instance = @instance";

    public bool IsShared => opened.Database.IsShared;

    public Task<ImmutableArray<ReplicaRow>> BeatAsync(ReplicaRow own, ImmutableArray<ReplicaRow> gone, CancellationToken token) =>
        opened.RunAsync(() => opened.TwiceAsync(() => WriteAsync(own, gone, token)), token);

    public Task LeaveAsync(string instance, CancellationToken token) => opened.RunAsync(
        () => opened.TwiceAsync(async () =>
        {
            await using var connection = await opened.Database.OpenAsync(token).ConfigureAwait(false);
            return await connection.ExecuteAsync(Leave, token, ("instance", instance)).ConfigureAwait(false);
        }),
        token);

    private async Task<ImmutableArray<ReplicaRow>> WriteAsync(ReplicaRow own, ImmutableArray<ReplicaRow> gone, CancellationToken token)
    {
        await using var connection = await opened.Database.OpenAsync(token).ConfigureAwait(false);
        foreach (var row in gone)
            await connection.ExecuteAsync(Forget, token, ("instance", row.Instance), ("beat", row.Beat)).ConfigureAwait(false);
        await connection.ExecuteAsync(
            Beat,
            token,
            ("instance", own.Instance),
            ("address", own.Address),
            ("certificate", own.Certificate),
            ("version", own.Version)).ConfigureAwait(false);
        return await AllAsync(connection, token).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<ReplicaRow>> AllAsync(DbConnection connection, CancellationToken token)
    {
        var all = ImmutableArray.CreateBuilder<ReplicaRow>();
        await using var rows = connection.Command("SELECT instance, address, certificate, version, beat FROM replicas ORDER BY instance");
        await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await row.ReadAsync(token).ConfigureAwait(false))
        {
            var certificate = row.IsDBNull(2) ? null : row.GetString(2);
            all.Add(new(row.GetString(0), row.GetString(1), certificate, row.GetString(3), row.GetInt64(4)));
        }

        return all.DrainToImmutable();
    }
}
