using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Storage.Postgres;

/// <summary>A database of PostgreSQL, which several processes may share.</summary>
internal sealed class PostgresDatabase : SqlDatabase
{
    private const string Channel = "traffictrace_journal";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _source;
    private readonly string _shown;

    /// <param name="connection">Keywords as Npgsql has them; what they say of time-outs is kept to.</param>
    /// <param name="shown">A name for people.</param>
    public PostgresDatabase(NpgsqlConnectionStringBuilder connection, string shown)
    {
        _shown = shown;
        var all = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "traffictrace-cp",
            Timeout = 5,
            CommandTimeout = 5,
            KeepAlive = 5,
        };
        foreach (var key in connection.Keys) all[key] = connection[key];
        _source = NpgsqlDataSource.Create(all);
    }

    // Whoever holds the head and is gone, or hangs, must not hold up all others for long.
    public override string BeforeWrite => "SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '10s'; ";

    public override string AfterWrite => $"NOTIFY {Channel}";

    public override bool IsShared => true;

    // Any number does that is always the same.
    public override string LockSchema => "SELECT pg_advisory_xact_lock(7083519447219651)";

    public override string ToString() => _shown;

    public override async Task<DbConnection> OpenAsync(CancellationToken token) =>
        await _source.OpenConnectionAsync(token).ConfigureAwait(false);

    public override bool IsCut(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        PostgresException => false,
        NpgsqlException { InnerException: not TimeoutException } => true,
        _ => false,
    };

    public override void Forget() => _source.Clear();

    public override ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken token) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);

    public override string? ReasonOf(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "its disk is full",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "it can only be read: is it a standby?",
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } missing =>
            $"it holds no store ({missing.MessageText}): is it the right database, and the right Search Path?",
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState})",
        NpgsqlException { InnerException: { } cause } => $"it can't be reached: {cause.Message}",
        NpgsqlException or SocketException or TimeoutException => $"it can't be reached: {fault.Message}",
        _ => null,
    };

    public override bool IsForGood(Exception fault) => fault is PostgresException { SqlState: var state }
        && (state.StartsWith("28", StringComparison.Ordinal) // who or with what password
            || state is PostgresErrorCodes.InvalidCatalogName
                or PostgresErrorCodes.InvalidSchemaName
                or PostgresErrorCodes.InsufficientPrivilege);

    public override async Task ListenAsync(Action wake, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(wake, token).ConfigureAwait(false);
            }
            catch (Exception gone) when (token.IsCancellationRequested || ReasonOf(gone) is not null)
            {
                await Task.Delay(Pause, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task ListenOnceAsync(Action wake, CancellationToken token)
    {
        await using var connection = await _source.OpenConnectionAsync(token).ConfigureAwait(false);
        connection.Notification += (_, _) => wake();
        await connection.ExecuteAsync($"LISTEN {Channel}", token).ConfigureAwait(false);
        wake(); // what was told before is found by looking
        while (true) await connection.WaitAsync(token).ConfigureAwait(false);
    }
}
