using System.Data;
using System.Data.Common;

namespace TrafficTrace.Storage.Sql;

/// <summary>A change of the keys under way: nobody else changes any until it ends. What is not committed never was.</summary>
internal sealed class KeyWrite : IAsyncDisposable
{
    private readonly DbTransaction _transaction;

    private KeyWrite(DbConnection connection, DbTransaction transaction) => (Connection, _transaction) = (connection, transaction);

    public DbConnection Connection { get; }

    public static async Task<KeyWrite> BeginAsync(SqlDatabase database, CancellationToken token)
    {
        var connection = await database.OpenAsync(token).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
            await KeyRows.TakeAsync(connection, database.BeforeWrite, token).ConfigureAwait(false);
            return new(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false); // its transaction goes with it
            throw;
        }
    }

    /// <summary>Nobody may cancel it: what came of it would not be known.</summary>
    public Task CommitAsync() => _transaction.CommitAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await Connection.DisposeAsync().ConfigureAwait(false);
    }
}
