using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Store;

namespace TrafficTrace.Tests.Storage;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StoreCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("check-");

    private string FilePath => Path.Combine(_folder.FullName, "store.db");

    private StoreAddress Address => StoreAddress.Parse($"sqlite:{FilePath}", out _)!;

    public void Dispose() => _folder.Delete(recursive: true);

    [TestCase("UPDATE documents SET spec = spec", null)]
    [TestCase("DELETE FROM entries WHERE position = 1", null, Description = "as the history is trimmed")]
    [TestCase("DELETE FROM entries WHERE position = 2", "the history has nothing from position 2 to 2")]
    [TestCase("DELETE FROM entries WHERE position = 3", "the history ends before position 3")]
    [TestCase("DELETE FROM documents WHERE name = 'b'", "TrafficTrace default/b is not as the history has left it")]
    [TestCase("UPDATE documents SET spec = '{\"selectors\":7}' WHERE name = 'a'", "TrafficTrace default/a can't be served")]
    public async Task What_is_not_whole_is_told(string damage, string? told)
    {
        await FillAsync(damage);
        var (_, problems) = await StoreTransfer.CheckAsync(Address, ReaderOptions.Default, default);
        Assert.That(problems, told is null ? Is.Empty : Has.Some.StartsWith(told));
    }

    [Test]
    public async Task A_file_without_a_store_is_told()
    {
        await File.WriteAllTextAsync(FilePath, "");
        await Assert.ThatAsync(
            () => StoreTransfer.CheckAsync(Address, ReaderOptions.Default, default),
            Throws.TypeOf<JournalAwayException>().With.Message.Contains("it holds no store"));
    }

    private async Task FillAsync(string damage)
    {
        await using var database = Journals.DatabaseOf(Address);
        var log = NullLogger<SqlJournal>.Instance;
        var journal = new SqlJournal(database, ReaderOptions.Default, HistoryBoundsOfTests.All, TimeProvider.System, log);
        foreach (var name in (string[])["a", "b", "c"]) await journal.AppendAsync(Written.Put(name));
        await using var connection = await database.OpenAsync(default);
        await connection.ExecuteAsync(damage, default);
    }
}
