using System.Data;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Storage.Sql;

/// <summary>Addresses of hosts in the database of the journal, in one row. What did not change is not read again.</summary>
internal sealed class SqlHosts(OpenedDatabase opened) : ISharedHosts
{
    private const string Select = "SELECT version, content FROM facts WHERE name = 'hosts' AND version <> @known";

    private const string Put = """
        INSERT INTO facts (name, version, content) VALUES ('hosts', 1, @content)
        ON CONFLICT (name) DO UPDATE SET version = facts.version + 1, content = excluded.content
        """;

    private volatile Known _known = new(0, HostAddresses.None);

    public async Task<HostAddresses> ReadAsync(CancellationToken token)
    {
        _known = await opened.RunAsync(() => opened.TwiceAsync(() => LookAsync(_known, token)), token).ConfigureAwait(false);
        return _known.Hosts;
    }

    public Task WriteAsync(HostAddresses hosts, Lease under, CancellationToken token) => opened.RunAsync(
        () => opened.TwiceAsync(async () =>
        {
            await using var connection = await opened.Database.OpenAsync(token).ConfigureAwait(false);
            await using var write = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
            await LeaseTable.CheckAsync(connection, opened.Database, under, token).ConfigureAwait(false);
            await connection.ExecuteAsync(Put, token, ("content", HostsJson.Write(hosts))).ConfigureAwait(false);
            await write.CommitAsync(token).ConfigureAwait(false);
            return hosts;
        }),
        token);

    private async Task<Known> LookAsync(Known known, CancellationToken token)
    {
        await using var connection = await opened.Database.OpenAsync(token).ConfigureAwait(false);
        await using var rows = connection.Command(Select, ("known", known.Version));
        await using var row = await rows.ExecuteReaderAsync(token).ConfigureAwait(false);
        return await row.ReadAsync(token).ConfigureAwait(false) ? new(row.GetInt64(0), HostsJson.Read(row.GetString(1))) : known;
    }

    private sealed record Known(long Version, HostAddresses Hosts);
}
