using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>
/// The tables, by versions: each is a text beside this one, done once and under a lock, so that several processes may start at once. A kind
/// of document that older programs do not know is a new version too, though its text has nothing to do.
/// </summary>
internal static class Schema
{
    private const string Version = "SELECT MAX(version) FROM schema_versions";

    private const string Versions =
        "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, at BIGINT NOT NULL)";

    private static readonly string[] Migrations = [.. Texts()];

    /// <summary>The newest that this program knows.</summary>
    public static int Newest => Migrations.Length;

    /// <summary>Brings the tables to the newest version; a newer one is refused.</summary>
    public static async Task MigrateAsync(SqlDatabase database, TimeProvider time, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
        if (database.LockSchema is { } locks) await connection.ExecuteAsync(locks, token).ConfigureAwait(false);
        await connection.ExecuteAsync(Versions, token).ConfigureAwait(false);
        var version = await FoundAsync(connection, database, token).ConfigureAwait(false);
        var now = time.GetUtcNow().UtcTicks;
        for (var next = version + 1; next <= Newest; next++)
        {
            await connection.ExecuteAsync(Migrations[next - 1], token).ConfigureAwait(false);
            await connection.ExecuteAsync(
                "INSERT INTO schema_versions (version, at) VALUES (@version, @now)", token, ("version", next), ("now", now))
                .ConfigureAwait(false);
        }

        if (version == 0) await BeginAsync(connection, token).ConfigureAwait(false);
        await transaction.CommitAsync(token).ConfigureAwait(false);
    }

    /// <summary>The version of the tables, 0 where there are none; one that is newer than this program's is refused.</summary>
    public static async Task<int> FoundAsync(DbConnection connection, SqlDatabase database, CancellationToken token)
    {
        var found = await connection.ScalarAsync(Version, token).ConfigureAwait(false);
        var version = found is null ? 0 : Convert.ToInt32(found, CultureInfo.InvariantCulture);
        return version <= Newest
            ? version
            : throw new JournalRefusedException(
                $"{database} was written by a newer program: its tables are of version {version}, and this one knows up to {Newest}. "
                    + "Start the newer program, or import what it exports into a store of this one");
    }

    private static Task<int> BeginAsync(DbConnection connection, CancellationToken token) => connection.ExecuteAsync(
        "INSERT INTO head (one, position, cluster) VALUES (1, 0, @cluster)",
        token,
        ("cluster", RandomNumberGenerator.GetHexString(16, lowercase: true)));

    private static IEnumerable<string> Texts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .OrderBy(VersionOf))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return text.ReadToEnd();
        }
    }

    // …Migrations.V12__what.sql
    private static int VersionOf(string name) => int.Parse(name.Split(".V")[^1].Split("__")[0], CultureInfo.InvariantCulture);
}
