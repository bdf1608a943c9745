using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Tests.Storage;

/// <summary>Each test has a schema of its own in one database.</summary>
[Category("Long")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PostgresKeyringTests : SqlKeyringContract
{
    private static PostgresServer _server = null!;
    private static int _schemas;

    [OneTimeSetUp]
    public static async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (_server is { } server) await server.DisposeAsync();
    }

    protected override async Task<SqlDatabase> NewDatabaseAsync()
    {
        var schema = $"k{Interlocked.Increment(ref _schemas)}";
        await using (var database = Of(""))
        {
            await using var connection = await database.OpenAsync(default);
            await connection.ExecuteAsync($"CREATE SCHEMA {schema}", default);
        }

        return Of($";Search Path={schema}");
    }

    private static SqlDatabase Of(string more) =>
        Journals.DatabaseOf(StoreAddress.Parse($"postgres:{_server.Place};Username=postgres{more}", out _)!);
}
