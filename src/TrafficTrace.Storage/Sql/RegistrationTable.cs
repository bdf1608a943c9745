using System.Collections.Immutable;
using System.Data.Common;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>The statements over the rows of registrations.</summary>
internal static class RegistrationTable
{
    private const string Put = """
        INSERT INTO registrations (mesh, name, spec, instance, generation, address, lost, seen, position)
        VALUES (@mesh, @name, @spec, @instance, @generation, @address, @lost, @seen, @position)
        ON CONFLICT (mesh, name) DO UPDATE SET spec = excluded.spec, instance = excluded.instance, generation = excluded.generation,
          address = excluded.address, lost = excluded.lost, seen = excluded.seen, position = excluded.position
        """;

    private const string Remove =
        "DELETE FROM registrations WHERE mesh = @mesh AND name = @name AND instance = @instance AND generation = @generation";

    private const string Beat =
        "INSERT INTO instances (instance, beat) VALUES (@instance, 1) ON CONFLICT (instance) DO UPDATE SET beat = instances.beat + 1";

    // One that lives and has no proxy is back with its next look.
    private const string Forget =
        "DELETE FROM instances WHERE instance <> @instance AND instance NOT IN (SELECT instance FROM registrations)";

    /// <summary>So long none of the others' writes comes in between.</summary>
    public static async Task<long> TakeAsync(DbConnection connection, string before, CancellationToken token) => (long)(await connection
        .ScalarAsync($"{before}UPDATE registration_head SET position = position + 1 RETURNING position", token).ConfigureAwait(false))!;

    public static async Task<long> PositionAsync(DbConnection connection, CancellationToken token) =>
        (long)(await connection.ScalarAsync("SELECT position FROM registration_head", token).ConfigureAwait(false))!;

    public static Task PutAsync(DbConnection connection, KeptRegistration put, long position, CancellationToken token) =>
        connection.ExecuteAsync(
            Put,
            token,
            ("mesh", put.Key.Mesh),
            ("name", put.Key.Name),
            ("spec", put.Dataplane.SpecJson),
            ("instance", put.Instance),
            ("generation", put.Generation),
            ("address", put.Address?.ToString()),
            ("lost", put.IsLost ? 1 : 0),
            ("seen", put.Seen.UtcTicks),
            ("position", position));

    public static Task RemoveAsync(DbConnection connection, RegistrationRemoval removal, CancellationToken token) =>
        connection.ExecuteAsync(
            Remove,
            token,
            ("mesh", removal.Key.Mesh),
            ("name", removal.Key.Name),
            ("instance", removal.Instance),
            ("generation", removal.Generation));

    public static Task BeatAsync(DbConnection connection, string instance, CancellationToken token) =>
        connection.ExecuteAsync(Beat, token, ("instance", instance));

    /// <summary>Forgets processes that have no proxy.</summary>
    public static Task ForgetAsync(DbConnection connection, string instance, CancellationToken token) =>
        connection.ExecuteAsync(Forget, token, ("instance", instance));

    /// <summary>Those written after a position, with what stands in them.</summary>
    public static async Task<List<RegistrationRow>> AfterAsync(DbConnection connection, long position, CancellationToken token)
    {
        var found = new List<RegistrationRow>();
        await using var rows = connection.Command(
            "SELECT mesh, name, spec, instance, generation, address, lost, seen FROM registrations WHERE position > @position",
            ("position", position));
        await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await row.ReadAsync(token).ConfigureAwait(false))
        {
            found.Add(new(
                new(KeyAt(row), row.GetString(2), null, null),
                row.GetString(3),
                row.GetInt64(4),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.GetInt32(6) != 0,
                StoredColumns.Time(row.GetInt64(7))));
        }

        return found;
    }

    public static async Task<ImmutableHashSet<ResourceKey>> KeysAsync(DbConnection connection, CancellationToken token)
    {
        var keys = ImmutableHashSet.CreateBuilder<ResourceKey>();
        await using var rows = connection.Command("SELECT mesh, name FROM registrations");
        await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await row.ReadAsync(token).ConfigureAwait(false)) keys.Add(KeyAt(row));
        return keys.ToImmutable();
    }

    public static async Task<ImmutableDictionary<string, long>> BeatsAsync(DbConnection connection, CancellationToken token)
    {
        var beats = RegistrationRows.None.Beats.ToBuilder();
        await using var rows = connection.Command("SELECT instance, beat FROM instances");
        await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await row.ReadAsync(token).ConfigureAwait(false)) beats[row.GetString(0)] = row.GetInt64(1);
        return beats.ToImmutable();
    }

    private static ResourceKey KeyAt(DbDataReader row) => new(ResourceKind.Dataplane, row.GetString(0), row.GetString(1));
}
