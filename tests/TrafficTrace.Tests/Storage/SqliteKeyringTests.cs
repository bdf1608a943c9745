using TrafficTrace.Storage.Sql;
using TrafficTrace.Storage.Sqlite;

namespace TrafficTrace.Tests.Storage;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SqliteKeyringTests : SqlKeyringContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    protected override Task<SqlDatabase> NewDatabaseAsync() =>
        Task.FromResult<SqlDatabase>(new SqliteDatabase(Path.Combine(_folder.FullName, "store.db")));
}
