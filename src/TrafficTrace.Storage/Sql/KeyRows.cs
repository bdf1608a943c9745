using System.Collections.Immutable;
using System.Data.Common;
using TrafficTrace.Core.Access;

namespace TrafficTrace.Storage.Sql;

/// <summary>Statements on keys and revocations.</summary>
internal static class KeyRows
{
    private const string Bump = "UPDATE keyring SET version = version + 1 RETURNING version";

    private const string Insert = """
        INSERT INTO signing_keys (purpose, serial, content, sealed, made) VALUES (@purpose, @serial, @content, @sealed, @made)
        ON CONFLICT DO NOTHING
        """;

    private const string Seal =
        "UPDATE signing_keys SET content = @content, sealed = 1 WHERE purpose = @purpose AND serial = @serial AND sealed = 0";

    private const string Revoke =
        "INSERT INTO revocations (purpose, token, at) VALUES (@purpose, @token, @at) ON CONFLICT DO NOTHING";

    public static async Task<long> VersionAsync(DbConnection connection, CancellationToken token) =>
        (long)(await connection.ScalarAsync("SELECT version FROM keyring", token).ConfigureAwait(false))!;

    /// <summary>Nobody else changes anything after it, until the transaction ends.</summary>
    public static Task TakeAsync(DbConnection connection, string before, CancellationToken token) =>
        connection.ScalarAsync(before + Bump, token);

    public static async Task<long> CountAsync(DbConnection connection, KeyPurpose purpose, CancellationToken token) =>
        (long)(await connection.ScalarAsync(
            "SELECT COUNT(*) FROM signing_keys WHERE purpose = @purpose", token, ("purpose", $"{purpose}")).ConfigureAwait(false))!;

    public static async Task<long> CountRevokedAsync(DbConnection connection, CancellationToken token) =>
        (long)(await connection.ScalarAsync("SELECT COUNT(*) FROM revocations", token).ConfigureAwait(false))!;

    public static async Task<bool> InsertAsync(DbConnection connection, KeyRow row, CancellationToken token) =>
        await connection.ExecuteAsync(
            Insert,
            token,
            ("purpose", row.Purpose),
            ("serial", row.Serial),
            ("content", row.Content),
            ("sealed", row.Sealed ? 1 : 0),
            ("made", row.Made)).ConfigureAwait(false) > 0;

    public static Task SealAsync(DbConnection connection, KeyRow row, CancellationToken token) => connection.ExecuteAsync(
        Seal, token, ("content", row.Content), ("purpose", row.Purpose), ("serial", row.Serial));

    public static async Task<bool> DeleteAsync(DbConnection connection, KeyPurpose purpose, string serial, CancellationToken token) =>
        await connection.ExecuteAsync(
            "DELETE FROM signing_keys WHERE purpose = @purpose AND serial = @serial",
            token,
            ("purpose", $"{purpose}"),
            ("serial", serial)).ConfigureAwait(false) > 0;

    public static Task RevokeAsync(DbConnection connection, Revocation revocation, CancellationToken token) => connection.ExecuteAsync(
        Revoke, token, ("purpose", $"{revocation.Purpose}"), ("token", revocation.TokenId), ("at", revocation.At.UtcTicks));

    public static async Task<List<KeyRow>> AllAsync(DbConnection connection, CancellationToken token)
    {
        var rows = new List<KeyRow>();
        await using var command = connection.Command("SELECT purpose, serial, content, sealed, made FROM signing_keys");
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await reader.ReadAsync(token).ConfigureAwait(false))
            rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3) != 0, reader.GetInt64(4)));
        return rows;
    }

    public static async Task<ImmutableArray<Revocation>> RevokedAsync(DbConnection connection, CancellationToken token)
    {
        var revocations = ImmutableArray.CreateBuilder<Revocation>();
        await using var command = connection.Command("SELECT purpose, token, at FROM revocations");
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (KeyPurpose.Parse(reader.GetString(0)) is { } purpose)
                revocations.Add(new(purpose, reader.GetString(1), new(reader.GetInt64(2), TimeSpan.Zero)));
        }

        return revocations.DrainToImmutable();
    }
}
