using System.Diagnostics;
using System.Globalization;
using TrafficTrace.FunctionalTests.ControlPlane;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>
/// A control plane is killed while twenty clients write, again and again: all that was answered is there, and nothing by half. How often is
/// said by <c>STORE_KILLS</c>, 6 times if it is not set; <c>tests/kill-store</c> does it a hundred times.
/// </summary>
[Category("Long")]
[Parallelizable(ParallelScope.All)]
internal sealed class KillTests
{
    private const int Writers = 20;

    // Over an empty store; building, or another test beside it, makes a start slower.
    private static readonly TimeSpan MostToStart = TimeSpan.FromSeconds(20);

    private static int Rounds =>
        int.Parse(Environment.GetEnvironmentVariable("STORE_KILLS") ?? "6", CultureInfo.InvariantCulture);

    [Test]
    public async Task All_that_was_answered_is_in_the_file_and_nothing_by_half()
    {
        using var folder = new StoreFolder();
        await KillAsync(folder.Address, _ => Task.CompletedTask);
    }

    [Test]
    public async Task All_that_was_answered_is_in_the_database_and_nothing_by_half_even_where_that_is_killed_too()
    {
        await using var server = await PostgresServer.StartAsync();
        await KillAsync($"postgres:{server.Place};Username=postgres", async round =>
        {
            if (round % 3 != 0) return;
            await server.KillAsync();
            await server.StartAgainAsync();
        });
    }

    /// <param name="store">As the option has it.</param>
    /// <param name="atKill">What else happens then.</param>
    private static async Task KillAsync(string store, Func<int, Task> atKill)
    {
        var seed = Environment.TickCount;
        await TestContext.Out.WriteLineAsync($"seed {seed}");
        var random = new Random(seed);
        var writers = Enumerable.Range(0, Writers).Select(number => new PairWriter(number)).ToArray();
        for (var round = 1; round <= Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var process = ControlPlaneProcess.Start([.. ControlPlaneProcess.FreePorts, "--store", store]);
            await process.ReadyAsync();
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(MostToStart), $"the start of round {round}");
            using var api = new HttpClient { BaseAddress = new Uri(process.ApiAddress) };
            foreach (var writer in writers) await writer.LookAsync(api);
            using var dead = new CancellationTokenSource();
            var enough = new Countdown(random.Next(1, 100));
            var writing = writers.Select(writer => writer.WriteAsync(api, enough, dead.Token)).ToArray();
            await enough.Passed.WaitAsync(TimeSpan.FromSeconds(20));
            await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 10)); // anywhere in a write
            await Task.WhenAll(process.KillAsync(), atKill(round));
            await dead.CancelAsync();
            await Task.WhenAll(writing);
        }

        await CheckAsync(store);
    }

    private static async Task CheckAsync(string store)
    {
        await using var check = ControlPlaneProcess.Start(["store", "check", "--store", store]);
        var code = await check.EndAsync();
        await TestContext.Out.WriteLineAsync(string.Join('\n', check.Lines));
        Assert.That(code, Is.Zero, await check.ErrorsAsync());
    }
}
