using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Sources.Journal;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.ControlPlane;

internal sealed class FileHistoryTests
{
    [Test]
    public async Task A_change_while_the_journal_is_away_counts_and_the_log_has_it_instead_of_the_history()
    {
        var log = new FakeLogger<FileHistory>();
        ResourceChanges[] told = [Change("first"), Change("second"), Change("third")];
        var history = new FileHistory(new Files(told), new AwayJournal(), new FakeTimeProvider(), log);
        Assert.That(await history.ReadAsync(CancellationToken.None).ToArrayAsync(), Is.EqualTo(told), "none waits for the journal");
        const string Line = "a.yaml has changed, and the history does not have it: it is away";
        Assert.That(
            log.Collector.GetSnapshot().Select(line => (line.Id.Id, line.Level, line.Message)),
            Is.EqualTo(new[] { (2606, LogLevel.Warning, Line), (2606, LogLevel.Warning, Line) }),
            "what the files hold at the start is no change");
    }

    private static ResourceChanges Change(string spec) =>
        new([new(new TrafficTracePolicy("default", "all", spec), new Place("a.yaml", 1))], []);

    private sealed class Files(ResourceChanges[] told) : IResourceSource
    {
        public Origin Origin => Origin.File;

        public IAsyncEnumerable<ResourceChanges> ReadAsync(CancellationToken token) => told.ToAsyncEnumerable();
    }

    private sealed class AwayJournal : IJournal
    {
        private static readonly JournalAwayException Away = new("it is away");

        public string Keeps => "";

        public long Characters => 0;

        public string? ClusterId => null;

        public DateTimeOffset? AwaySince => DateTimeOffset.UnixEpoch;

        public Task<JournalAnswer<T>> AppendAsync<T>(
            long known, Func<ImmutableArray<JournalEntry>, JournalDecision<T>> decide, CancellationToken token) => throw Away;

        public IAsyncEnumerable<JournalBatch> ReadAsync(long from, CancellationToken token) => throw Away;

        public Task<ImmutableArray<JournalEntry>> HistoryAsync(HistoryQuery query, CancellationToken token) => throw Away;

        public Task<JournalEntry?> FindAsync(long position, CancellationToken token) => throw Away;

        public Task<int> TrimAsync(Lease under, CancellationToken token) => throw Away;
    }
}
