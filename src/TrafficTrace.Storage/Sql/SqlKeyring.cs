using System.Collections.Immutable;
using System.Data.Common;
using TrafficTrace.Core.Access;

namespace TrafficTrace.Storage.Sql;

/// <summary>Keys in the database of the journal. Whatever is asked of it is asked of the database; <see cref="Current"/> is not.</summary>
/// <param name="opened">Where they are kept.</param>
/// <param name="seal">Null where private keys are kept as they are.</param>
internal sealed class SqlKeyring(OpenedDatabase opened, KeySeal? seal) : IKeyring, IAsyncDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile KeySet _current = KeySet.None;
    private long _version = -1;

    public KeySet Current => _current;

    private SqlDatabase Database => opened.Database;

    public async Task RefreshAsync(CancellationToken token)
    {
        await _reading.WaitAsync(token).ConfigureAwait(false);
        try
        {
            await opened.RunAsync(() => opened.TwiceAsync(() => LookAsync(token)), token).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    public Task<bool> TryAddAsync(SigningKey key, CancellationToken token) => WriteAsync(
        async connection => await KeyRows.CountAsync(connection, key.Purpose, token).ConfigureAwait(false) < KeySet.Most
            && await KeyRows.InsertAsync(connection, RowOf(key), token).ConfigureAwait(false),
        token);

    public Task<bool> RemoveAsync(KeyPurpose purpose, string serial, CancellationToken token) =>
        WriteAsync(connection => KeyRows.DeleteAsync(connection, purpose, serial, token), token);

    public Task<bool> RevokeAsync(IReadOnlyCollection<Revocation> revocations, CancellationToken token) => WriteAsync(
        async connection =>
        {
            foreach (var revocation in revocations) await KeyRows.RevokeAsync(connection, revocation, token).ConfigureAwait(false);
            return await KeyRows.CountRevokedAsync(connection, token).ConfigureAwait(false) <= KeySet.MostRevoked;
        },
        token);

    // The database is the journal's; and whoever waits for a semaphore that is disposed waits for ever.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What comes to false is not done.</summary>
    private async Task<bool> WriteAsync(Func<DbConnection, Task<bool>> work, CancellationToken token)
    {
        var isDone = await opened.RunAsync(
            async () =>
            {
                await using var write = await opened.TwiceAsync(() => KeyWrite.BeginAsync(Database, token)).ConfigureAwait(false);
                if (!await work(write.Connection).ConfigureAwait(false)) return false;
                await write.CommitAsync().ConfigureAwait(false);
                return true;
            },
            token).ConfigureAwait(false);
        await RefreshAsync(token).ConfigureAwait(false);
        return isDone;
    }

    private async Task<bool> LookAsync(CancellationToken token)
    {
        await using var connection = await Database.OpenAsync(token).ConfigureAwait(false);
        await using var snapshot = await Database.BeginSnapshotAsync(connection, token).ConfigureAwait(false);
        var version = await KeyRows.VersionAsync(connection, token).ConfigureAwait(false);
        if (version == _version) return false;
        var rows = await KeyRows.AllAsync(connection, token).ConfigureAwait(false);
        var revoked = await KeyRows.RevokedAsync(connection, token).ConfigureAwait(false);
        await snapshot.DisposeAsync().ConfigureAwait(false);
        var read = rows.Select(row => (Row: row, Key: KeyOf(row))).Where(one => one.Key is not null).ToList();
        foreach (var (_, key) in read.Where(one => seal is not null && !one.Row.Sealed))
            await KeyRows.SealAsync(connection, RowOf(key!), token).ConfigureAwait(false); // it is older than what seals
        _current = new KeySet([.. read.Select(one => one.Key!)], KeySet.None.Revoked).With(revoked);
        _version = version;
        return true;
    }

    private KeyRow RowOf(SigningKey key) => new(
        $"{key.Purpose}",
        key.Serial,
        seal?.Seal(key) ?? Convert.ToBase64String(key.Private.AsSpan()),
        seal is not null,
        key.MadeAt.UtcTicks);

    /// <summary>Null for a purpose that a newer program has.</summary>
    private SigningKey? KeyOf(KeyRow row)
    {
        if (KeyPurpose.Parse(row.Purpose) is not { } purpose) return null;
        var content = row.Sealed ? Opened(purpose, row) : [.. Convert.FromBase64String(row.Content)];
        return new(purpose, row.Serial, content, new(row.Made, TimeSpan.Zero));
    }

    private ImmutableArray<byte> Opened(KeyPurpose purpose, KeyRow row)
    {
        if (seal is null)
            throw new KeysSealedException($"{Database}: signing key {row} is sealed, and the key that opens it is not given");
        return seal.Open(purpose, row.Serial, row.Content)
            ?? throw new KeysSealedException($"{Database}: signing key {row} was sealed with another key than the one that is given");
    }
}
