using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Store;

[Parallelizable(ParallelScope.All)]
internal sealed class MemoryJournalTests : JournalContract
{
    protected override Task<IJournal> NewAsync() => Task.FromResult<IJournal>(new MemoryJournal());

    [Test]
    public async Task The_oldest_entries_go_and_the_resources_stay()
    {
        var journal = new MemoryJournal();
        for (var i = 0; i < MemoryJournal.MaxEntries + 5; i++) await journal.AppendAsync(Put($"p{i}"));
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
        for (var i = 0; i < 3; i++) await journal.AppendAsync(Put($"p{i}", large));
        Assert.That(await journal.FindAsync(1, default), Is.Not.Null);

        await reader.MoveNextAsync();
        Assert.That(reader.Current.Puts, Has.Length.EqualTo(3));
        var next = reader.MoveNextAsync();
        Assert.That(await journal.FindAsync(1, default), Is.Null);
        await journal.AppendAsync(Put("end"));
        await next;
    }

    private static JournalChange Put(string name, string spec = "{}")
    {
        var policy = new TrafficTracePolicy("default", name, spec);
        return new(policy.Key, null, policy);
    }
}
