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

    /// <summary>What the API was told after a position, as far as it can be read.</summary>
    public async Task<ImmutableArray<JournalEntry>> TailAsync(long known, Func<StoredDocument, Resource> read, CancellationToken token)
    {
        if (known >= Position - 1) return [];
        var entries = await EntryRows.AfterAsync(_connection, known, Position - known, read, token).ConfigureAwait(false);
        return
        [
            .. entries.Where(entry => entry.Origin == Origin.Api)
                .Select(entry => entry with { Changes = entry.Changes.RemoveAll(change => change.After is UnreadResource) }),
        ];
    }

    public async Task AppendAsync(JournalDraft draft, CancellationToken token)
    {
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
