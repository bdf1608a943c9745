using System.Data.Common;
using System.Text;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>Puts an entry into its rows, and what it changes into the documents.</summary>
internal static class EntryInsertion
{
    private const string Entry = """
        INSERT INTO entries (position, at, origin, who, source, total) VALUES (@position, @at, @origin, @who, @source,
          @size + COALESCE((SELECT total FROM entries ORDER BY position DESC LIMIT 1), 0))
        """;

    // Bytes of a row and its place in the indexes, about.
    private const long Row = 200;

    private const string Change = """
        INSERT INTO changes (position, number, mesh, kind, name,
          before_spec, before_created, before_modified, after_spec, after_created, after_modified)
        VALUES (@position, @number, @mesh, @kind, @name,
          @before_spec, @before_created, @before_modified, @after_spec, @after_created, @after_modified);
        """;

    private const string Remove = "DELETE FROM documents WHERE mesh = @mesh AND kind = @kind AND name = @name;";

    private const string Put = """
        INSERT INTO documents (mesh, kind, name, spec, created, modified)
        VALUES (@mesh, @kind, @name, @after_spec, @after_created, @after_modified)
        ON CONFLICT (mesh, kind, name) DO UPDATE SET spec = excluded.spec, created = excluded.created, modified = excluded.modified;
        """;

    /// <param name="connection">In a transaction.</param>
    /// <param name="entry">What is to be in the history.</param>
    /// <param name="setsDocuments">Whether the documents are changed too, as they are by what the API is told.</param>
    /// <param name="token">Ends it.</param>
    public static async Task InsertAsync(DbConnection connection, JournalEntry entry, bool setsDocuments, CancellationToken token)
    {
        await connection.ExecuteAsync(
            Entry,
            token,
            ("position", entry.Position),
            ("at", entry.At.UtcTicks),
            ("origin", entry.Origin.ToString()),
            ("who", entry.Who),
            ("source", entry.From),
            ("size", SizeOf(entry))).ConfigureAwait(false);
        for (var number = 0; number < entry.Changes.Length; number++)
        {
            var change = entry.Changes[number];
            var document = !setsDocuments ? "" : change.After is null ? Remove : Put;
            await InsertAsync(connection, Change + document, entry.Position, number, change, token).ConfigureAwait(false);
        }
    }

    private static long SizeOf(JournalEntry entry) =>
        Row + entry.Changes.Sum(change => Row + SizeOf(change.Before) + SizeOf(change.After));

    private static long SizeOf(Resource? resource) => resource is null ? 0 : Encoding.UTF8.GetByteCount(resource.SpecJson);

    private static Task<int> InsertAsync(
        DbConnection connection, string text, long position, int number, JournalChange change, CancellationToken token) =>
        connection.ExecuteAsync(
            text,
            token,
            ("position", position),
            ("number", number),
            ("mesh", change.Key.Mesh),
            ("kind", change.Key.Kind.ToString()),
            ("name", change.Key.Name),
            ("before_spec", change.Before?.SpecJson),
            ("before_created", StoredColumns.Ticks(change.Before?.CreationTime)),
            ("before_modified", StoredColumns.Ticks(change.Before?.ModificationTime)),
            ("after_spec", change.After?.SpecJson),
            ("after_created", StoredColumns.Ticks(change.After?.CreationTime)),
            ("after_modified", StoredColumns.Ticks(change.After?.ModificationTime)));
}
