using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Store;

namespace TrafficTrace.Tests.Storage;

/// <summary>What holds besides where a journal is kept in a database.</summary>
internal abstract class SqlJournalContract : JournalContract
{
    // Bytes of the history: more than all other tests write.
    private const long Size = 100_000;

    private readonly List<SqlJournal> _opened = [];

    protected FakeLogCollector Logged { get; } = new();

    protected FakeTimeProvider Time { get; } = new(Written.Noon);

    /// <summary>A database without tables.</summary>
    protected abstract Task<SqlDatabase> NewDatabaseAsync();

    /// <summary>The same one again.</summary>
    protected abstract SqlDatabase Again(SqlDatabase database);

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var journal in _opened) await journal.DisposeAsync();
        _opened.Clear();
    }

    protected override async Task<IJournal> NewAsync() => Open(await NewDatabaseAsync());

    protected SqlJournal Open(SqlDatabase database)
    {
        var log = new FakeLogger<SqlJournal>(Logged);
        var journal = new SqlJournal(database, ReaderOptions.Default, new(TimeSpan.FromDays(30), Size), Time, log);
        _opened.Add(journal);
        return journal;
    }

    protected async Task<SqlJournal> ReopenAsync(SqlJournal journal, SqlDatabase database)
    {
        _opened.Remove(journal);
        await journal.DisposeAsync();
        return Open(Again(database));
    }

    [Test]
    public async Task What_was_answered_is_there_after_a_restart()
    {
        var database = await NewDatabaseAsync();
        var journal = Open(database);
        var policy = Written.Policy("a", "one") with { CreationTime = Written.Noon, ModificationTime = Written.Noon.AddHours(1) };
        await journal.AppendAsync(Written.Put("a"), Written.Put("b"));
        await journal.AppendAsync(new JournalChange(policy.Key, Written.Policy("a"), policy), Written.Delete("b"));
        var cluster = journal.ClusterId;

        var after = await ReopenAsync(journal, database);
        var present = await after.PresentAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(present.Position, Is.EqualTo(2));
            Assert.That(present.Policies(), Is.EqualTo(new[] { "a=one" }));
            Assert.That(present.Puts[0].HasContentOf(policy), Is.True);
            Assert.That(present.Puts[0].ModificationTime, Is.EqualTo(policy.ModificationTime));
            Assert.That(await after.HistoryAsync(new(long.MaxValue, 10), default), Has.Length.EqualTo(2));
            Assert.That(after.ClusterId, Is.EqualTo(cluster).And.Not.Empty);
            Assert.That(await after.AppendAsync(Written.Put("c")), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Old_entries_go_and_what_they_wrote_stays()
    {
        var database = await NewDatabaseAsync();
        var journal = Open(database);
        await journal.AppendAsync(Origin.Api, Written.Noon.AddDays(-40), Written.Put("a"));
        await journal.AppendAsync(Origin.Api, Written.Noon, Written.Put("b"));
        await TrimAsync(journal);
        await journal.AppendAsync(Written.Put("c"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await journal.FindAsync(1, default), Is.Null);
            Assert.That(await ScalarAsync(database, "SELECT MIN(position) FROM changes"), Is.EqualTo(2));
            Assert.That(await journal.FindAsync(2, default), Is.Not.Null);
            Assert.That((await journal.PresentAsync()).Policies(), Is.EquivalentTo(new[] { "a=z", "b=z", "c=z" }));
        }
    }

    [Test]
    public async Task An_old_entry_stays_behind_one_that_is_kept()
    {
        var journal = Open(await NewDatabaseAsync());
        int[] ages = [40, 0, 40]; // the clock was wrong in between, or another process's is
        foreach (var days in ages) await journal.AppendAsync(Origin.Api, Written.Noon.AddDays(-days), Written.Put("a"));
        await TrimAsync(journal);
        await journal.AppendAsync(Written.Put("b"));
        var history = await journal.HistoryAsync(new(long.MaxValue, 10), default);
        Assert.That(history.Select(entry => entry.Position), Is.EqualTo(new[] { 4, 3, 2 }));
    }

    [Test]
    public async Task The_history_does_not_grow_beyond_its_size_however_young_it_is()
    {
        var database = await NewDatabaseAsync();
        var journal = Open(database);
        var large = new string('ü', 5_000); // 10,000 bytes each time
        for (var i = 0; i < 30; i++) await journal.AppendAsync(Written.Put("a", $"{large}{i}"));
        await TrimAsync(journal);
        var kept = await journal.HistoryAsync(new(long.MaxValue, 100), default);
        await TrimAsync(journal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept.Select(entry => entry.Position), Is.EqualTo(Enumerable.Range(21, 10).Reverse()));
            Assert.That(await journal.HistoryAsync(new(long.MaxValue, 100), default), Has.Length.EqualTo(kept.Length));
            Assert.That((await journal.PresentAsync()).Policies(), Is.EqualTo(new[] { $"a={large}29" }));
        }

        await journal.AppendAsync(Written.Put("a", new string('x', (int)Size)));
        await TrimAsync(journal);
        Assert.That(
            (await journal.HistoryAsync(new(long.MaxValue, 100), default)).Select(entry => entry.Position),
            Is.EqualTo(new[] { 31 }),
            "the newest stays, however large it is");
    }

    [Test]
    public async Task Who_has_not_seen_what_was_trimmed_decides_nothing_before_he_has_caught_up()
    {
        var database = await NewDatabaseAsync();
        var journal = Open(database);
        for (var i = 0; i < 4; i++) await journal.AppendAsync(Written.Put("a", $"z{i}"));
        await ExecuteAsync(database, "DELETE FROM entries WHERE position <= 2");
        using (Assert.EnterMultipleScope())
        {
            await Assert.ThatAsync(
                () => journal.AppendAsync(1, _ => new JournalDecision<bool>(true, null), default),
                Throws.TypeOf<JournalAwayException>().With.Message.Contains("caught up"));
            var decided = await journal.AppendAsync(2, tail => new JournalDecision<int>(tail.Length, null), default);
            Assert.That(decided.Outcome, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_reader_who_missed_what_is_gone_is_told_all_anew()
    {
        var database = await NewDatabaseAsync();
        var journal = Open(database);
        await journal.AppendAsync(Written.Put("a"), Written.Put("b"));
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        await journal.AppendAsync(Written.Delete("a"));
        await journal.AppendAsync(Written.Put("c"));
        await ExecuteAsync(database, "DELETE FROM entries WHERE position = 2");
        await reader.MoveNextAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Current.Position, Is.EqualTo(3));
            Assert.That(reader.Current.Policies(), Is.EquivalentTo(new[] { "b=z", "c=z" }));
            Assert.That(reader.Current.Deletes.Select(key => key.Name), Is.EqualTo(new[] { "a" }));
        }
    }

    [Test]
    public async Task A_newer_schema_is_refused()
    {
        var database = await NewDatabaseAsync();
        var journal = Open(database);
        await journal.AppendAsync(Written.Put("a"));
        await ExecuteAsync(database, $"INSERT INTO schema_versions (version, at) VALUES ({Schema.Newest + 1}, 0)");
        var older = await ReopenAsync(journal, database);
        await Assert.ThatAsync(
            () => older.PresentAsync(), Throws.TypeOf<JournalRefusedException>().With.Message.Contains("written by a newer program"));
    }

    [Test]
    public async Task A_document_that_can_not_be_served_refuses_the_start_and_is_shown_in_the_history()
    {
        var database = await NewDatabaseAsync();
        var journal = Open(database);
        await journal.AppendAsync(Written.Put("a"));
        const string Spec = """{"conf":{"backend":7},"selectors":"none"}""";
        await ExecuteAsync(database, $"UPDATE documents SET spec = '{Spec}'");
        await ExecuteAsync(database, $"UPDATE changes SET after_spec = '{Spec}'");
        var after = await ReopenAsync(journal, database);
        var entry = (await after.FindAsync(1, default))!;
        using (Assert.EnterMultipleScope())
        {
            await Assert.ThatAsync(
                () => after.PresentAsync(), Throws.TypeOf<JournalRefusedException>().With.Message.Contains("TrafficTrace default/a"));
            Assert.That(entry.Changes[0].After, Is.TypeOf<UnreadResource>().With.Property("SpecJson").EqualTo(Spec));
        }
    }

    /// <summary>Takes away all that is not to be kept.</summary>
    protected static async Task TrimAsync(SqlJournal journal)
    {
        var held = await Journals.LeasesBeside(journal).TakeAsync("controllers", "this", TimeSpan.FromMinutes(1), default);
        while (await journal.TrimAsync(held.Lease, default) > 0)
        {
        }
    }

    private static async Task<object?> ScalarAsync(SqlDatabase database, string text)
    {
        await using var connection = await database.OpenAsync(default);
        return await connection.ScalarAsync(text, default);
    }

    private static async Task ExecuteAsync(SqlDatabase database, string text)
    {
        await using var connection = await database.OpenAsync(default);
        await connection.ExecuteAsync(text, default);
    }
}
