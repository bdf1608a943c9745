using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Storage.Sql;

/// <summary>Registrations in the database of the journal.</summary>
internal sealed class SqlRegistrations(OpenedDatabase opened, ReaderOptions options, ILogger<SqlRegistrations> log) : IRegistrations
{
    private SqlDatabase Database => opened.Database;

    public bool IsShared => Database.IsShared;

    public Task<RegistrationRows> ReadAsync(string instance, long known, CancellationToken token) =>
        opened.RunAsync(() => opened.TwiceAsync(() => LookAsync(instance, known, token)), token);

    public Task WriteAsync(ImmutableArray<KeptRegistration> puts, ImmutableArray<RegistrationRemoval> removals, CancellationToken token) =>
        opened.RunAsync(() => opened.TwiceAsync(() => StoreAsync(puts, removals, token)), token);

    private async Task<RegistrationRows> LookAsync(string instance, long known, CancellationToken token)
    {
        await using var connection = await Database.OpenAsync(token).ConfigureAwait(false);
        if (IsShared) await RegistrationTable.BeatAsync(connection, instance, token).ConfigureAwait(false);
        if (IsShared && known == 0) await RegistrationTable.ForgetAsync(connection, instance, token).ConfigureAwait(false);
        await using var snapshot = await Database.BeginSnapshotAsync(connection, token).ConfigureAwait(false);
        var position = await RegistrationTable.PositionAsync(connection, token).ConfigureAwait(false);
        var beats = await RegistrationTable.BeatsAsync(connection, token).ConfigureAwait(false);
        if (known > 0 && position == known) return new(position, [], null, beats);
        var after = position < known ? 0 : known; // a past that was restored is read whole
        var changed = Read(await RegistrationTable.AfterAsync(connection, after, token).ConfigureAwait(false));
        return new(position, changed, await RegistrationTable.KeysAsync(connection, token).ConfigureAwait(false), beats);
    }

    private ImmutableArray<KeptRegistration> Read(List<RegistrationRow> rows)
    {
        var read = rows.AsParallel().AsOrdered().Select(row => (Row: row, Read: row.Read(options))).ToList();
        foreach (var (row, result) in read)
        {
            if (result.Registration is null) log.UnreadRegistration(row.Document.Key, result.Why);
        }

        return [.. read.Select(one => one.Read.Registration).OfType<KeptRegistration>()];
    }

    private async Task<long> StoreAsync(
        ImmutableArray<KeptRegistration> puts, ImmutableArray<RegistrationRemoval> removals, CancellationToken token)
    {
        await using var connection = await Database.OpenAsync(token).ConfigureAwait(false);
        await using var write = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
        var position = await RegistrationTable.TakeAsync(connection, Database.BeforeWrite, token).ConfigureAwait(false);
        foreach (var put in puts) await RegistrationTable.PutAsync(connection, put, position, token).ConfigureAwait(false);
        foreach (var removal in removals) await RegistrationTable.RemoveAsync(connection, removal, token).ConfigureAwait(false);
        await write.CommitAsync(token).ConfigureAwait(false);
        return position;
    }
}
