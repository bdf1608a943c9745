using System.Collections.Immutable;
using System.Data.Common;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>Entries of the history, as rows.</summary>
internal static class EntryRows
{
    private const string Rows = """
        SELECT e.position, e.at, e.origin, e.who, e.source, c.mesh, c.kind, c.name,
          c.before_spec, c.before_created, c.before_modified, c.after_spec, c.after_created, c.after_modified
        FROM entries e JOIN changes c ON c.position = e.position
        """;

    /// <summary>Those after a position, oldest first; <paramref name="most"/> at most.</summary>
    public static Task<ImmutableArray<JournalEntry>> AfterAsync(
        DbConnection connection, long position, long most, Func<StoredDocument, Resource> read, CancellationToken token) => ReadAsync(
        connection.Command(
            $"{Rows} WHERE e.position > @after AND e.position <= @last ORDER BY e.position, c.number",
            ("after", position),
            ("last", position + most)),
        read,
        token);

    /// <summary>None, or the one at a position.</summary>
    public static Task<ImmutableArray<JournalEntry>> AtAsync(
        DbConnection connection, long position, Func<StoredDocument, Resource> read, CancellationToken token) =>
        AfterAsync(connection, position - 1, 1, read, token);

    /// <summary>Those that are asked for, newest first.</summary>
    public static Task<ImmutableArray<JournalEntry>> OfAsync(
        DbConnection connection, HistoryQuery query, Func<StoredDocument, Resource> read, CancellationToken token)
    {
        List<(string Column, object? Value)> asked = [("mesh", query.Mesh), ("kind", query.Kind?.ToString()), ("name", query.Name)];
        asked.RemoveAll(condition => condition.Value is null);
        var conditions = string.Concat(asked.Select(condition => $" AND {condition.Column} = @{condition.Column}"));
        var positions =
            $"SELECT DISTINCT position FROM changes WHERE position < @before{conditions} ORDER BY position DESC LIMIT @size";
        return ReadAsync(
            connection.Command(
                $"{Rows} WHERE e.position IN ({positions}) ORDER BY e.position DESC, c.number",
                [("before", query.Before), ("size", query.Size), .. asked]),
            read,
            token);
    }

    private static async Task<ImmutableArray<JournalEntry>> ReadAsync(
        DbCommand rows, Func<StoredDocument, Resource> read, CancellationToken token)
    {
        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        var changes = ImmutableArray.CreateBuilder<JournalChange>();
        await using (rows)
        {
            await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
            while (await row.ReadAsync(token).ConfigureAwait(false))
            {
                if (entries.Count == 0 || entries[^1].Position != row.GetInt64(0))
                {
                    Finish();
                    entries.Add(Entry(row));
                }

                changes.Add(Change(row, read));
            }
        }

        Finish();
        return entries.ToImmutable();

        void Finish()
        {
            if (entries.Count > 0) entries[^1] = entries[^1] with { Changes = changes.ToImmutable() };
            changes.Clear();
        }
    }

    private static JournalEntry Entry(DbDataReader row) => new(
        row.GetInt64(0),
        StoredColumns.Time(row.GetInt64(1)),
        StoredColumns.Parse<Origin>(row.GetString(2)),
        row.GetString(3),
        row.GetString(4),
        []);

    private static JournalChange Change(DbDataReader row, Func<StoredDocument, Resource> read)
    {
        var key = StoredColumns.Key(row, 5);
        return new(key, ResourceAt(8), ResourceAt(11));

        Resource? ResourceAt(int column) => StoredColumns.Document(row, column, key) is { } document ? read(document) : null;
    }
}
