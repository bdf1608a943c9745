using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using TrafficTrace.Core.Store;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Tests.Storage;

/// <summary>
/// Two processes share a journal while their connections are cut and they are started anew. How many operations is said by
/// <c>STORE_OPERATIONS</c>, 500 if it is not set.
/// </summary>
[Category("Long")]
internal sealed class JournalModelTests
{
    private const int Writers = 8;
    private const int Names = 6;

    private static int Operations =>
        int.Parse(Environment.GetEnvironmentVariable("STORE_OPERATIONS") ?? "500", CultureInfo.InvariantCulture);

    [Test]
    public async Task The_journal_is_what_its_model_says_whatever_is_cut()
    {
        var seed = Environment.TickCount;
        await TestContext.Out.WriteLineAsync($"seed {seed}");
        await using var server = await PostgresServer.StartAsync();
        var address = $"postgres:{server.Place};Username=postgres";
        Replica[] replicas = [new(address), new(address)];
        var operations = Drawn(new Random(seed));
        var answered = new ConcurrentDictionary<int, long>();
        using var over = new CancellationTokenSource();
        var cutting = CutAsync(address, replicas, new Random(seed + 1), over.Token);
        await WriteAsync(operations, replicas, answered);
        await over.CancelAsync();
        await cutting;

        var history = await HistoryAsync(address);
        await TestContext.Out.WriteLineAsync($"entries: {history.Length}, answered: {answered.Count}, tried: {operations.Length}");
        Assert.That(JournalModel.Faults(history, operations, answered), Is.Empty);
        var last = history.Aggregate(
            new Replica.Seen(0, ImmutableDictionary<string, string>.Empty),
            (seen, entry) => seen.With(entry.Position, entry.Puts, entry.Deletes));
        foreach (var replica in replicas)
        {
            await Until.ReachedAsync(() => replica.Now.Position == history.Length);
            Assert.That(replica.Now.Policies, Is.EquivalentTo(last.Policies));
            await replica.DisposeAsync();
        }

        Assert.That(Planted(history), Has.All.Matches<JournalEntry[]>(wrong => JournalModel.Faults(wrong!, operations, answered).Any()));
    }

    private static Operation[] Drawn(Random random) =>
    [
        .. Enumerable.Range(0, Operations).Select(id => new Operation(id, (OperationKind)random.Next(3), $"p{random.Next(Names)}")),
    ];

    private static async Task WriteAsync(Operation[] operations, Replica[] replicas, ConcurrentDictionary<int, long> answered)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int id; (id = Interlocked.Increment(ref next)) < operations.Length;)
            {
                try
                {
                    if (await replicas[writer % 2].DoAsync(operations[id]) is { } position) answered[id] = position;
                }
                catch (Exception away) when (away is JournalAwayException or ObjectDisposedException)
                {
                    // It may have been done, or not: whoever was told nothing can't know.
                    await replicas[writer % 2].ReachedAsync();
                }
            }
        })));
    }

    /// <summary>Ends connections, and now and then starts a replica anew.</summary>
    private static async Task CutAsync(string address, Replica[] replicas, Random random, CancellationToken over)
    {
        const string Cut = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres' AND random() < 0.5
            """;
        await using var database = Journals.DatabaseOf(StoreAddress.Parse(address, out _)!);
        await using var connection = await database.OpenAsync(default);
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(random.Next(200), CancellationToken.None);
            await connection.ExecuteAsync(Cut, default);
            if (random.Next(5) > 0) continue;
            var which = random.Next(2);
            var old = replicas[which];
            replicas[which] = new(address);
            await old.DisposeAsync();
        }
    }

    private static async Task<JournalEntry[]> HistoryAsync(string address)
    {
        await using var reader = new Replica(address);
        await Until.ReachedAsync(() => reader.Now.Position > 0);
        return [.. (await reader.Journal.HistoryAsync(new(long.MaxValue, int.MaxValue), default)).Reverse()];
    }

    /// <summary>The same history with one mutation lost, doubled, or out of its order.</summary>
    private static JournalEntry[][] Planted(JournalEntry[] history) =>
    [
        [.. history[..^2], history[^1] with { Position = history.Length - 1 }],
        [.. history, history[^1] with { Position = history.Length + 1 }],
        [.. history[..^2], history[^1] with { Position = history.Length - 1 }, history[^2] with { Position = history.Length }],
    ];
}
