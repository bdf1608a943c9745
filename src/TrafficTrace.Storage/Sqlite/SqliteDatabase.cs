using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using TrafficTrace.Core.Store;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Storage.Sqlite;

/// <summary>A file of SQLite, in WAL mode, each commit synced to the disk. It is this process's own while it is prepared.</summary>
internal sealed class SqliteDatabase(string file) : SqlDatabase
{
    // https://www.sqlite.org/rescode.html
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int NotADatabase = 26;

    private readonly string _file = Real(file);
    private FileLock? _lock;

    public override string ToString() => $"sqlite:{_file}";

    public override async Task PrepareAsync(CancellationToken token)
    {
        if (Path.GetDirectoryName(_file) is { } folder && !Directory.Exists(folder))
            throw new JournalRefusedException($"{this}: there is no folder {folder}");
        _lock ??= FileLock.Take(_file);
        if (!File.Exists(_file)) CreatePrivate();
        await using var connection = await OpenAsync(token).ConfigureAwait(false);
        var mode = await connection.ScalarAsync("PRAGMA journal_mode = WAL", token).ConfigureAwait(false);
        if (mode is not "wal")
            throw new JournalRefusedException($"{this}: its disk takes no write-ahead log (journal_mode {mode}): put it on a local disk");
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken token)
    {
        var connection = NewConnection();
        if (!File.Exists(_file))
        {
            // Connections that are open would write on into what nobody finds again.
            SqliteConnection.ClearPool(connection);
            throw new JournalAwayException($"{this}: there is no such file");
        }

        try
        {
            await connection.OpenAsync(token).ConfigureAwait(false);
            await connection.ExecuteAsync("PRAGMA synchronous = FULL", token).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken token) =>
        new(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true));

    public override string? ReasonOf(Exception fault) => fault is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        Error => $"it holds no store ({sqlite.Message}): is it the right file?", // statements are right where their tables are
        Busy or Locked => "another program holds it locked",
        Full => "its disk is full",
        ReadOnly => "it can only be read: look at the rights and the mount of the file and its folder",
        Corrupt or NotADatabase => "it is damaged, or not a store: put a backup in its place",
        _ => sqlite.Message,
    };

    public override bool IsForGood(Exception fault) =>
        fault is SqliteException { SqliteErrorCode: ReadOnly or Corrupt or NotADatabase or CantOpen };

    public override async Task<string?> DamageAsync(CancellationToken token)
    {
        await using var connection = await OpenAsync(token).ConfigureAwait(false);
        var found = await connection.ScalarAsync("PRAGMA integrity_check(1)", token).ConfigureAwait(false);
        return found is "ok" ? null : (string?)found;
    }

    public override ValueTask DisposeAsync()
    {
        using (var connection = NewConnection()) SqliteConnection.ClearPool(connection); // the last to close folds the log into the file
        _lock?.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteConnection NewConnection() => new(new SqliteConnectionStringBuilder
    {
        DataSource = _file,
        Mode = SqliteOpenMode.ReadWrite,
        DefaultTimeout = 5, // seconds that a statement waits for a lock of another program
    }.ConnectionString);

    /// <summary>Documents may hold what is not everybody's; SQLite gives its other files the rights of this one.</summary>
    private void CreatePrivate()
    {
        try
        {
            using var created = new FileStream(_file, PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new JournalRefusedException($"{this} can't be created: {refused.Message}", refused);
        }
    }

    /// <summary>Where links lead: by two names it is one file.</summary>
    private static string Real(string file)
    {
        var named = new FileInfo(file);
        return named.LinkTarget is null ? named.FullName : named.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }
}
