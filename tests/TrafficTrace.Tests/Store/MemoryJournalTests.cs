using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

[Parallelizable(ParallelScope.All)]
internal sealed class MemoryJournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Positions_count_without_gaps_and_what_is_refused_takes_none()
    {
        var journal = new MemoryJournal();
        var first = await AppendAsync(journal, Put("a"));
        var refused = await journal.AppendAsync(0, _ => new JournalDecision<string>("no", null), default);
        var second = await AppendAsync(journal, Put("b"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo(1));
            Assert.That(refused, Is.EqualTo(new JournalAnswer<string>("no", null)));
            Assert.That(second, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Who_decides_sees_what_the_API_was_told_since_and_not_what_files_were()
    {
        var journal = new MemoryJournal();
        await AppendAsync(journal, Put("a"));
        await AppendAsync(journal, Put("f"), Origin.File);
        await AppendAsync(journal, Put("b"));
        var seen = await journal.AppendAsync(
            1, tail => new JournalDecision<long[]>([.. tail.Select(entry => entry.Position)], null), default);
        Assert.That(seen.Outcome, Is.EqualTo(new long[] { 3 }));
    }

    [Test]
    public async Task A_reader_is_told_everything_first_and_then_of_each_key_the_last()
    {
        var journal = new MemoryJournal();
        await AppendAsync(journal, Put("a"), Put("b"));
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        Assert.That(await reader.MoveNextAsync(), Is.True);
        Assert.That(reader.Current.Puts.Select(put => put.Name), Is.EquivalentTo(new[] { "a", "b" }));

        await AppendAsync(journal, Put("a", "{\"n\":1}"));
        await AppendAsync(journal, Delete("b"));
        await AppendAsync(journal, Put("a", "{\"n\":2}"));
        Assert.That(await reader.MoveNextAsync(), Is.True);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Current.Position, Is.EqualTo(4));
            Assert.That(reader.Current.Puts.Select(put => put.SpecJson), Is.EqualTo(new[] { "{\"n\":2}" }));
            Assert.That(reader.Current.Deletes.Select(key => key.Name), Is.EqualTo(new[] { "b" }));
        }
    }

    [Test]
    public async Task A_reader_waits_for_what_comes()
    {
        var journal = new MemoryJournal();
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        var next = reader.MoveNextAsync();
        Assert.That(next.IsCompleted, Is.False);
        await AppendAsync(journal, Put("a"));
        await next;
        Assert.That(reader.Current.Position, Is.EqualTo(1));
    }

    [Test]
    public async Task The_oldest_entries_go_and_the_resources_stay()
    {
        var journal = new MemoryJournal();
        for (var i = 0; i < MemoryJournal.MaxEntries + 5; i++) await AppendAsync(journal, Put($"p{i}"));
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await journal.FindAsync(5, default), Is.Null);
            Assert.That(await journal.FindAsync(6, default), Is.Not.Null);
            Assert.That(reader.Current.Puts, Has.Length.EqualTo(MemoryJournal.MaxEntries + 5));
        }
    }

    [Test]
    public async Task Large_entries_go_sooner_but_none_that_the_reader_has_not_taken_in()
    {
        var journal = new MemoryJournal();
        var large = $"{{\"a\":\"{new string('x', (int)(MemoryJournal.MaxCharacters / 2))}\"}}";
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        for (var i = 0; i < 3; i++) await AppendAsync(journal, Put($"p{i}", large));
        Assert.That(await journal.FindAsync(1, default), Is.Not.Null);

        await reader.MoveNextAsync();
        Assert.That(reader.Current.Puts, Has.Length.EqualTo(3));
        var next = reader.MoveNextAsync();
        Assert.That(await journal.FindAsync(1, default), Is.Null);
        await AppendAsync(journal, Put("end"));
        await next;
    }

    [Test]
    public async Task The_history_is_newest_first_and_can_be_asked_for_a_part()
    {
        var journal = new MemoryJournal();
        await AppendAsync(journal, Put("a"));
        await AppendAsync(journal, Put("b"), Put("c"));
        await AppendAsync(journal, Put("a", "{\"n\":1}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10)), Is.EqualTo(new long[] { 3, 2, 1 }));
            Assert.That(await AskAsync(new HistoryQuery(3, 1)), Is.EqualTo(new long[] { 2 }));
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10) { Name = "a" }), Is.EqualTo(new long[] { 3, 1 }));
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10) { Mesh = "other" }), Is.Empty);
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10) { Kind = ResourceKind.Mesh }), Is.Empty);
        }

        async Task<IEnumerable<long>> AskAsync(HistoryQuery query) =>
            (await journal.HistoryAsync(query, default)).Select(entry => entry.Position).ToArray();
    }

    [Test]
    public async Task What_it_holds_is_counted_as_it_comes_and_goes()
    {
        var journal = new MemoryJournal();
        await AppendAsync(journal, Put("a", "{\"n\":1}"), Put("b"));
        var both = journal.Characters;
        await AppendAsync(journal, Delete("a"), Put("b", "{\"n\":12}"));
        await AppendAsync(journal, Put("f"), Origin.File);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(both, Is.EqualTo("""a{"n":1}""".Length + "b{}".Length));
            Assert.That(journal.Characters, Is.EqualTo("""b{"n":12}""".Length));
        }
    }

    private static JournalChange Put(string name, string spec = "{}")
    {
        var policy = new TrafficTracePolicy("default", name, spec);
        return new(policy.Key, null, policy);
    }

    private static JournalChange Delete(string name) => Put(name) with { After = null };

    private static Task<long?> AppendAsync(MemoryJournal journal, params JournalChange[] changes) =>
        AppendAsync(journal, changes, Origin.Api);

    private static Task<long?> AppendAsync(MemoryJournal journal, JournalChange change, Origin origin) =>
        AppendAsync(journal, [change], origin);

    private static async Task<long?> AppendAsync(MemoryJournal journal, JournalChange[] changes, Origin origin)
    {
        var answer = await journal.AppendAsync(
            long.MaxValue, _ => new JournalDecision<bool>(true, new(Noon, origin, "somebody", "here", [.. changes])), default);
        return answer.Position;
    }
}
