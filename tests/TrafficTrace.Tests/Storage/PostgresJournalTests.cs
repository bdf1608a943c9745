using Microsoft.Extensions.Logging.Testing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Store;

namespace TrafficTrace.Tests.Storage;

/// <summary>Each test has a schema of its own in one database.</summary>
[Category("Long")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PostgresJournalTests : SqlJournalContract
{
    private static PostgresServer _server = null!;
    private static int _schemas;

    private string _address = "";

    [OneTimeSetUp]
    public static async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (_server is { } server) await server.DisposeAsync();
    }

    protected override async Task<SqlDatabase> NewDatabaseAsync()
    {
        var schema = $"t{Interlocked.Increment(ref _schemas)}";
        await using (var database = Of($"postgres:{_server.Place};Username=postgres"))
        {
            await using var connection = await database.OpenAsync(default);
            await connection.ExecuteAsync($"CREATE SCHEMA {schema}", default);
        }

        _address = $"postgres:{_server.Place};Username=postgres;Search Path={schema}";
        return Of(_address);
    }

    protected override SqlDatabase Again(SqlDatabase database) => Of(_address);

    [Test]
    public async Task Two_that_start_at_once_make_its_tables_once()
    {
        var database = await NewDatabaseAsync();
        var journals = Enumerable.Range(0, 4).Select(i => Open(i == 0 ? database : Again(database))).ToArray();
        await Task.WhenAll(journals.Select(journal => journal.PresentAsync()));
        Assert.That(journals.Select(journal => journal.ClusterId).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_one_writes_the_other_reads_without_waiting_for_its_look()
    {
        var database = await NewDatabaseAsync();
        var (one, other) = (Open(database), Open(Again(database)));
        await one.AppendAsync(Written.Put("a"));
        await using var reader = other.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        for (var i = 1; i <= 5; i++)
        {
            // The clock of the look stands still: only a notification can wake the reader.
            var next = reader.MoveNextAsync();
            await one.AppendAsync(Written.Put("a", $"n{i}"));
            await next.AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.That(reader.Current.Policies(), Is.EqualTo(new[] { $"a=n{i}" }));
        }
    }

    [Test]
    public async Task Registrations_of_several_processes_stand_beside_the_journal()
    {
        var database = await NewDatabaseAsync();
        var (one, other) = (Open(database), Open(Again(database)));
        await RegistrationsContract.HoldAsync(one.Opened, other.Opened);
    }

    [Test]
    public async Task Replicas_find_each_other_by_their_rows()
    {
        var database = await NewDatabaseAsync();
        var (one, other) = (Open(database), Open(Again(database)));
        await ReplicasContract.HoldAsync(one.Opened, other.Opened);
    }

    [Test]
    public async Task Of_several_processes_no_two_win_one_name()
    {
        var database = await NewDatabaseAsync();
        var journals = Enumerable.Range(0, 3).Select(i => Open(i == 0 ? database : Again(database))).ToArray();
        var won = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            var name = $"p{i % 20}";
            var answer = await journals[i % 3].AppendAsync(
                0,
                tail => tail.Any(entry => entry.Changes[0].Key.Name == name)
                    ? new JournalDecision<string?>(null, null)
                    : new(name, new(Written.Noon, Origin.Api, "somebody", "here", [Written.Put(name)])),
                default);
            return (answer.Outcome, answer.Position);
        })));
        var winners = won.Where(answer => answer.Outcome is not null).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(winners.Select(answer => answer.Outcome), Is.Unique.And.Exactly(20).Items);
            Assert.That(winners.Select(answer => answer.Position), Is.EquivalentTo(Enumerable.Range(1, 20)));
        }
    }

    [Test]
    public async Task A_change_of_a_file_that_two_have_read_is_one_entry()
    {
        var database = await NewDatabaseAsync();
        SqlJournal[] both = [Open(database), Open(Again(database))];
        var (one, two) = (Written.Policy("a", "one"), Written.Policy("a", "two"));
        (Resource? Before, Resource? After)[] changes =
            [(null, one), (one, two), (two, one), (one, null), (null, one)];
        foreach (var (before, after) in changes)
        {
            foreach (var journal in both)
                await journal.AppendAsync(Origin.File, Written.Noon, new JournalChange(one.Key, before, after));
        }

        var history = await both[0].HistoryAsync(new(long.MaxValue, 100), default);
        Assert.That(
            history.Reverse().Select(entry => entry.Changes[0].After?.SpecJson),
            Is.EqualTo(changes.Select(change => change.After?.SpecJson)));
    }

    [Test]
    public async Task While_it_is_away_writes_are_refused_and_its_reader_catches_up_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = Of($"postgres:{server.Place};Username=postgres");
        var journal = new SqlJournal(
            database, ReaderOptions.Default, HistoryBoundsOfTests.All, TimeProvider.System, new FakeLogger<SqlJournal>(Logged));
        await journal.AppendAsync(Written.Put("a"));
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        var next = reader.MoveNextAsync();

        await server.KillAsync();
        await Assert.ThatAsync(() => journal.AppendAsync(Written.Put("b")), Throws.TypeOf<JournalAwayException>());
        await Until.ReachedAsync(() => journal.AwaySince is not null);
        await server.StartAgainAsync();
        await Until.ReachedAsync(() => journal.AwaySince is null);
        Assert.That(await journal.AppendAsync(Written.Put("c")), Is.EqualTo(2), "what was refused was not written");
        await next;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Current.Policies(), Is.EqualTo(new[] { "c=z" }));
            Assert.That(Logged.GetSnapshot().Select(line => line.Id.Id), Is.EqualTo(new[] { 2800, 2801 }));
        }
    }

    [Test]
    public async Task A_database_that_is_not_there_is_refused()
    {
        await using var journal = Open(Of($"postgres:{_server.Place};Username=postgres;Database=none;Password=hush"));
        await Assert.ThatAsync(
            () => journal.PresentAsync(),
            Throws.TypeOf<JournalRefusedException>().With.Message.Contains("3D000").And.Message.Not.Contains("hush"));
    }

    [Test]
    public async Task A_database_without_a_store_is_told_when_it_is_looked_at()
    {
        await NewDatabaseAsync();
        await Assert.ThatAsync(
            () => StoreTransfer.CheckAsync(StoreAddress.Parse(_address, out _)!, ReaderOptions.Default, default),
            Throws.TypeOf<JournalAwayException>().With.Message.Contains("it holds no store"));
    }

    private static SqlDatabase Of(string address) => Journals.DatabaseOf(StoreAddress.Parse(address, out _)!);
}
