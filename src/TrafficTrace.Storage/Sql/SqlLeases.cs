using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>Leases in the database of the journal, which several processes share.</summary>
internal sealed class SqlLeases(OpenedDatabase opened) : ILeases
{
    public bool IsShared => true;

    public Task<HeldLease> TakeAsync(string name, string instance, TimeSpan lasts, CancellationToken token) => opened.RunAsync(
        () => opened.TwiceAsync(async () =>
        {
            await using var connection = await opened.Database.OpenAsync(token).ConfigureAwait(false);
            await LeaseTable.TakeAsync(connection, name, instance, lasts, token).ConfigureAwait(false);
            return await LeaseTable.FindAsync(connection, name, token).ConfigureAwait(false);
        }),
        token);

    public Task GiveBackAsync(HeldLease held, CancellationToken token) => opened.RunAsync(
        async () =>
        {
            await using var connection = await opened.Database.OpenAsync(token).ConfigureAwait(false);
            await LeaseTable.GiveBackAsync(connection, held, token).ConfigureAwait(false);
            return held;
        },
        token);
}
