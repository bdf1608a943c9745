using System.Runtime.Versioning;
using TrafficTrace.Core.Store;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Storage.Sqlite;
using TrafficTrace.Tests.Store;

namespace TrafficTrace.Tests.Storage;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SqliteJournalTests : SqlJournalContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("store-");

    private string FilePath => Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);

    protected override Task<SqlDatabase> NewDatabaseAsync() => Task.FromResult<SqlDatabase>(new SqliteDatabase(FilePath));

    protected override SqlDatabase Again(SqlDatabase database) => new SqliteDatabase(FilePath);

    [Test]
    public async Task A_file_is_one_journals_own_by_whatever_name()
    {
        await (await NewAsync()).AppendAsync(Written.Put("a"));
        File.CreateSymbolicLink(FilePath + ".link", FilePath);
        await using var second = Open(new SqliteDatabase(FilePath + ".link"));
        await Assert.ThatAsync(
            () => second.PresentAsync(), Throws.TypeOf<JournalRefusedException>().With.Message.Contains("in use by another process"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task It_is_for_nobody_else_to_read()
    {
        await (await NewAsync()).AppendAsync(Written.Put("a"));
        Assert.That(
            Directory.EnumerateFiles(_folder.FullName).Select(File.GetUnixFileMode),
            Has.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task A_file_that_is_taken_away_takes_no_write_and_is_read_anew_when_another_is_there()
    {
        var journal = Open(new SqliteDatabase(FilePath));
        await journal.AppendAsync(Written.Put("a"), Written.Put("b"));
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        await using (var other = Open(new SqliteDatabase(FilePath + ".backup"))) await other.AppendAsync(Written.Put("b", "backup"));
        File.Delete(FilePath);
        foreach (var part in (string[])["-wal", "-shm"]) File.Delete(FilePath + part);
        await Assert.ThatAsync(
            () => journal.AppendAsync(Written.Put("c")), Throws.TypeOf<JournalAwayException>().With.Message.Contains("no such file"));

        var next = reader.MoveNextAsync();
        Assert.That(journal.AwaySince, Is.EqualTo(Written.Noon));
        File.Move(FilePath + ".backup", FilePath);
        Time.Advance(TimeSpan.FromSeconds(1));
        await next;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Current.Policies(), Is.EqualTo(new[] { "b=backup" }));
            Assert.That(reader.Current.Deletes.Select(key => key.Name), Is.EqualTo(new[] { "a" }));
            Assert.That(journal.AwaySince, Is.Null);
        }
    }

    [Test]
    public async Task Without_its_folder_it_is_refused()
    {
        await using var journal = Open(new SqliteDatabase(Path.Combine(_folder.FullName, "none", "store.db")));
        await Assert.ThatAsync(
            () => journal.PresentAsync(), Throws.TypeOf<JournalRefusedException>().With.Message.Contains("there is no folder"));
    }

    [Test]
    public async Task A_file_of_something_else_is_refused_and_stays_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("not a store\n", 1000));
        await File.WriteAllTextAsync(FilePath, text);
        await using var journal = Open(new SqliteDatabase(FilePath));
        await Assert.ThatAsync(() => journal.PresentAsync(), Throws.TypeOf<JournalRefusedException>().With.Message.Contains("damaged"));
        Assert.That(await File.ReadAllTextAsync(FilePath), Is.EqualTo(text));
    }

    [Test]
    public async Task A_damaged_file_is_refused()
    {
        var database = await NewDatabaseAsync();
        var journal = Open(database);
        for (var i = 0; i < 200; i++) await journal.AppendAsync(Written.Put($"p{i}"));
        await CloseAsync();
        await using (var file = File.Open(FilePath, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 4096; // all but the first page, which says what the file is
            while (file.Position < file.Length) file.WriteByte(0xff);
        }

        var after = Open(Again(database));
        await Assert.ThatAsync(() => after.PresentAsync(), Throws.TypeOf<JournalRefusedException>().With.Message.Contains("damaged"));
    }

    [Test]
    public async Task Registrations_are_kept_beside_the_journal()
    {
        var journal = Open(new SqliteDatabase(FilePath));
        await RegistrationsContract.HoldAsync(journal.Opened);
        var again = await ReopenAsync(journal, new SqliteDatabase(FilePath));
        var rows = await RegistrationsContract.Of(again.Opened).ReadAsync("three", 0, default);
        Assert.That(rows.Changed.Select(row => row.Instance), Is.EqualTo(new[] { "two" }));
    }

    [Test]
    public async Task Rows_of_replicas_are_kept_beside_the_journal() =>
        await ReplicasContract.HoldAsync(Open(new SqliteDatabase(FilePath)).Opened);
}
