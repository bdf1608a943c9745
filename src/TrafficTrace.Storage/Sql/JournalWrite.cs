using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>
/// A write under way. It begins by taking the head, which it holds until it ends: so nothing comes in between, and positions have no gaps
/// and appear in the order of the commits. What is not committed never was.
/// </summary>
internal sealed class JournalWrite : IAsyncDisposable
{
    private const string Take = "UPDATE head SET position = position + 1 RETURNING position";

    // Before and after the last change of a key by an origin.
    private const string LastWord = """
        SELECT COALESCE(c.before_spec, '') || '>' || COALESCE(c.after_spec, '') FROM changes c JOIN entries e ON e.position = c.position
        WHERE c.mesh = @mesh AND c.kind = @kind AND c.name = @name AND e.origin = @origin ORDER BY c.position DESC LIMIT 1
        """;

    private readonly SqlDatabase _database;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;

    private JournalWrite(SqlDatabase database, DbConnection connection, DbTransaction transaction, long position) =>
        (_database, _connection, _transaction, Position) = (database, connection, transaction, position);

    public long Position { get; }

    public static async Task<JournalWrite> BeginAsync(SqlDatabase database, CancellationToken token)
    {
        var connection = await database.OpenAsync(token).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
            var position = await connection.ScalarAsync(database.BeforeWrite + Take, token).ConfigureAwait(false);
            return new(database, connection, transaction, (long)position!);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false); // its transaction goes with it
            throw;
        }
    }

    /// <summary>
    /// What the API was told after a position, as far as it can be read. What was trimmed since is not there to decide on: whoever has not
    /// seen that is to come back.
    /// </summary>
    public async Task<ImmutableArray<JournalEntry>> TailAsync(long known, Func<StoredDocument, Resource> read, CancellationToken token)
    {
        if (known >= Position - 1) return [];
        var entries = await EntryRows.AfterAsync(_connection, known, Position - known, read, token).ConfigureAwait(false);
        if (known > 0 && (entries.IsEmpty || entries[0].Position != known + 1))
            throw new JournalAwayException("this process has not caught up with what others wrote: try again");
        return
        [
            .. entries.Where(entry => entry.Origin == Origin.Api)
                .Select(entry => entry with { Changes = entry.Changes.RemoveAll(change => change.After is UnreadResource) }),
        ];
    }

    /// <summary>
    /// What of a draft the history does not say yet, null when that is nothing: several processes that read the same files each tell of a
    /// change, and it is one.
    /// </summary>
    public async Task<JournalDraft?> UntoldAsync(JournalDraft draft, CancellationToken token)
    {
        if (draft.Origin == Origin.Api || !_database.IsShared) return draft;
        var untold = ImmutableArray.CreateBuilder<JournalChange>();
        foreach (var change in draft.Changes)
        {
            var last = await _connection.ScalarAsync(
                LastWord,
                token,
                ("mesh", change.Key.Mesh),
                ("kind", change.Key.Kind.ToString()),
                ("name", change.Key.Name),
                ("origin", draft.Origin.ToString())).ConfigureAwait(false);
            if ((string?)last != $"{change.Before?.SpecJson}>{change.After?.SpecJson}") untold.Add(change);
        }

        return untold.Count == 0 ? null : draft with { Changes = untold.ToImmutable() };
    }

    public async Task AppendAsync(JournalDraft draft, CancellationToken token)
    {
        if (draft.Under is { } lease) await LeaseTable.CheckAsync(_connection, _database, lease, token).ConfigureAwait(false);
        await EntryInsertion.InsertAsync(_connection, draft.Placed(Position), draft.Origin == Origin.Api, token).ConfigureAwait(false);
        if (_database.AfterWrite is { } wake) await _connection.ExecuteAsync(wake, token).ConfigureAwait(false);
    }

    /// <summary>Nobody may cancel it: what came of it would not be known.</summary>
    public Task CommitAsync() => _transaction.CommitAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
