using System.Data.Common;

namespace TrafficTrace.Storage.Sql;

/// <summary>What the API says now, and where the journal has come to.</summary>
internal static class DocumentRows
{
    public static async Task<List<StoredDocument>> AllAsync(DbConnection connection, CancellationToken token)
    {
        var documents = new List<StoredDocument>();
        await using var rows = connection.Command("SELECT mesh, kind, name, spec, created, modified FROM documents");
        await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (await row.ReadAsync(token).ConfigureAwait(false))
            documents.Add(StoredColumns.Document(row, 3, StoredColumns.Key(row, 0))!);
        return documents;
    }

    public static Task InsertAsync(DbConnection connection, StoredDocument document, CancellationToken token) => connection.ExecuteAsync(
        "INSERT INTO documents (mesh, kind, name, spec, created, modified) VALUES (@mesh, @kind, @name, @spec, @created, @modified)",
        token,
        ("mesh", document.Key.Mesh),
        ("kind", document.Key.Kind.ToString()),
        ("name", document.Key.Name),
        ("spec", document.Spec),
        ("created", StoredColumns.Ticks(document.Created)),
        ("modified", StoredColumns.Ticks(document.Modified)));

    /// <summary>The oldest position that the history has; null where it has none.</summary>
    public static async Task<long?> OldestAsync(DbConnection connection, CancellationToken token) =>
        (long?)await connection.ScalarAsync("SELECT MIN(position) FROM entries", token).ConfigureAwait(false);

    public static async Task<JournalHead> HeadAsync(DbConnection connection, CancellationToken token)
    {
        await using var rows = connection.Command("SELECT position, cluster FROM head");
        await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
        await row.ReadAsync(token).ConfigureAwait(false);
        return new(row.GetInt64(0), row.GetString(1));
    }
}
