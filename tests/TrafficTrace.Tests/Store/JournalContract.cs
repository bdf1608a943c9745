using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

/// <summary>What holds for every journal, wherever it is kept.</summary>
internal abstract class JournalContract
{
    /// <summary>One that nobody has written to.</summary>
    protected abstract Task<IJournal> NewAsync();

    [Test]
    public async Task Positions_count_without_gaps_and_what_is_refused_takes_none()
    {
        var journal = await NewAsync();
        var first = await journal.AppendAsync(Written.Put("a"));
        var refused = await journal.AppendAsync(0, _ => new JournalDecision<string>("no", null), default);
        var second = await journal.AppendAsync(Written.Put("b"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo(1));
            Assert.That(refused, Is.EqualTo(new JournalAnswer<string>("no", null)));
            Assert.That(second, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Who_fails_to_decide_has_written_nothing()
    {
        var journal = await NewAsync();
        await Assert.ThatAsync(
            () => journal.AppendAsync<bool>(0, _ => throw new InvalidOperationException("undecided"), default),
            Throws.InvalidOperationException);
        Assert.That(await journal.AppendAsync(Written.Put("a")), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_decides_sees_what_the_API_was_told_since_and_not_what_files_were()
    {
        var journal = await NewAsync();
        await journal.AppendAsync(Written.Put("a"));
        await journal.AppendAsync(Origin.File, Written.Noon, Written.Put("f"));
        await journal.AppendAsync(Written.Put("b"));
        var seen = await journal.AppendAsync(
            1, tail => new JournalDecision<long[]>([.. tail.Select(entry => entry.Position)], null), default);
        Assert.That(seen.Outcome, Is.EqualTo(new long[] { 3 }));
    }

    [Test]
    public async Task Of_many_who_write_at_once_each_sees_all_that_were_before()
    {
        var journal = await NewAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(writer => Task.Run(() => journal.AppendAsync(
            0,
            tail => new JournalDecision<int>(
                tail.Length, new(Written.Noon, Origin.Api, "somebody", "here", [Written.Put($"p{writer % 5}", $"n{writer}")])),
            default))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => answer.Position), Is.EquivalentTo(Enumerable.Range(1, 40)));
            Assert.That(answers.Select(answer => answer.Outcome + 1), Is.EqualTo(answers.Select(answer => answer.Position)));
        }
    }

    [Test]
    public async Task A_reader_is_told_everything_first_and_then_of_each_key_the_last()
    {
        var journal = await NewAsync();
        await journal.AppendAsync(Written.Put("a"), Written.Put("b"));
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        Assert.That(await reader.MoveNextAsync(), Is.True);
        Assert.That(reader.Current.Policies(), Is.EquivalentTo(new[] { "a=z", "b=z" }));

        await journal.AppendAsync(Written.Put("a", "one"));
        await journal.AppendAsync(Written.Delete("b"));
        await journal.AppendAsync(Written.Put("a", "two"));
        Assert.That(await reader.MoveNextAsync(), Is.True);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Current.Position, Is.EqualTo(4));
            Assert.That(reader.Current.Policies(), Is.EqualTo(new[] { "a=two" }));
            Assert.That(reader.Current.Deletes.Select(key => key.Name), Is.EqualTo(new[] { "b" }));
        }
    }

    [Test]
    public async Task A_reader_who_knows_a_part_is_told_the_rest_even_when_that_is_nothing()
    {
        var journal = await NewAsync();
        await journal.AppendAsync(Written.Put("a"));
        await journal.AppendAsync(Written.Put("b"));
        await using var reader = journal.ReadAsync(1, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        await using var present = journal.ReadAsync(2, default).GetAsyncEnumerator();
        await present.MoveNextAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Current.Policies(), Is.EqualTo(new[] { "b=z" }));
            Assert.That(present.Current.Position, Is.EqualTo(2));
            Assert.That(present.Current.Puts, Is.Empty);
        }
    }

    [Test]
    public async Task A_reader_waits_for_what_comes()
    {
        var journal = await NewAsync();
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        var next = reader.MoveNextAsync();
        Assert.That(next.IsCompleted, Is.False);
        await journal.AppendAsync(Written.Put("a"));
        await next;
        Assert.That(reader.Current.Position, Is.EqualTo(1));
    }

    [Test]
    public async Task The_history_is_newest_first_and_can_be_asked_for_a_part()
    {
        var journal = await NewAsync();
        await journal.AppendAsync(Written.Put("a"));
        await journal.AppendAsync(Written.Put("b"), Written.Put("c"));
        await journal.AppendAsync(Written.Put("a", "one"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10)), Is.EqualTo(new long[] { 3, 2, 1 }));
            Assert.That(await AskAsync(new HistoryQuery(3, 1)), Is.EqualTo(new long[] { 2 }));
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10) { Name = "a" }), Is.EqualTo(new long[] { 3, 1 }));
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10) { Mesh = "default", Name = "c" }), Is.EqualTo(new long[] { 2 }));
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10) { Mesh = "other" }), Is.Empty);
            Assert.That(await AskAsync(new HistoryQuery(long.MaxValue, 10) { Kind = ResourceKind.Mesh }), Is.Empty);
        }

        async Task<IEnumerable<long>> AskAsync(HistoryQuery query) =>
            (await journal.HistoryAsync(query, default)).Select(entry => entry.Position).ToArray();
    }

    [Test]
    public async Task An_entry_is_found_as_it_was_written()
    {
        var journal = await NewAsync();
        var before = Written.Policy("a") with { CreationTime = Written.Noon.AddTicks(7) };
        var after = Written.Policy("a", "é") with { CreationTime = Written.Noon.AddTicks(7), ModificationTime = Written.Noon };
        await journal.AppendAsync(Origin.Api, Written.Noon.AddTicks(1), new(after.Key, before, after), Written.Delete("b"));
        var found = (await journal.FindAsync(1, default))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((found.Position, found.At, found.Origin), Is.EqualTo((1, Written.Noon.AddTicks(1), Origin.Api)));
            Assert.That((found.Who, found.From), Is.EqualTo(("somebody", "here")));
            Assert.That(found.Changes.Select(change => change.Key.Name), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(found.Changes[0].Before!.HasContentOf(before), Is.True);
            Assert.That(found.Changes[0].After!.HasContentOf(after), Is.True);
            Assert.That(found.Changes[0].After!.ModificationTime, Is.EqualTo(after.ModificationTime));
            Assert.That(found.Changes[1].After, Is.Null);
            Assert.That(await journal.FindAsync(2, default), Is.Null);
        }
    }

    [Test]
    public async Task What_it_holds_is_counted_as_it_comes_and_goes()
    {
        var journal = await NewAsync();
        await using var reader = journal.ReadAsync(0, default).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        var (a, b) = (Written.Policy("a"), Written.Policy("b", "longer"));
        await journal.AppendAsync(Written.Put("a"), Written.Put("b"));
        await reader.MoveNextAsync();
        Assert.That(journal.Characters, Is.EqualTo(2 * (a.Name.Length + a.SpecJson.Length)));

        await journal.AppendAsync(Written.Delete("a"), Written.Put("b", "longer"));
        await journal.AppendAsync(Origin.File, Written.Noon, Written.Put("f"));
        while (reader.Current.Position < 3) await reader.MoveNextAsync();
        Assert.That(journal.Characters, Is.EqualTo(b.Name.Length + b.SpecJson.Length));
    }
}
