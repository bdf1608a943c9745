using System.Diagnostics;
using Envoy.Api.Protos;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>
/// A fleet that follows every change while one of it never reads. Alone in the process, since it looks at time and memory: times are
/// compared with those of the same run, and never with a clock.
/// </summary>
[NonParallelizable]
internal sealed class ThousandStreamsTests
{
    private const int Others = 999;
    private const int Rounds = 10;
    private const int OneResponse = 8_000_000;

    private readonly XdsOptions _options = new();
    private readonly PackedResource[] _big = [Make.BigEndpoints("big", OneResponse, 1), Make.BigEndpoints("big", OneResponse, 2)];
    private EngineHost _host = null!;
    private XdsClient[] _others = null!;
    private int _content;

    [SetUp]
    public async Task ConnectAsync()
    {
        _host = await EngineHost.StartAsync(_options); // without pings, which would end the stuck one sooner
        _others = [.. Enumerable.Range(0, Others).Select(i => _host.Open((Variant)(i % 2), nodeId: NodeOf(i)))];
        await Task.WhenAll(_others.Select(other => other.SubscribeAsync(ResourceType.Cluster)));
        await RoundAsync();
    }

    [TearDown]
    public async Task DisconnectAsync()
    {
        foreach (var other in _others) await other.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task R134_R135_one_of_a_thousand_that_never_reads_costs_the_others_nothing_and_is_ended()
    {
        var before = await RoundsAsync();
        await using var wire = new StallingWire(_host.Address);
        await using var stuck = new SotwClient(wire.Invoker, null, EngineHost.NodeId);
        await GetStuckAsync(wire, stuck);

        await RoundAsync(); // by then the write is under way, and holds what it holds
        var memory = await SettledMemory.ReadAsync(still: OneResponse / 8);
        var during = await RoundsAsync();
        var grown = await SettledMemory.ReadAsync(still: OneResponse / 8) - memory;
        Assert.That(_host.Seen.Open, Has.Count.EqualTo(Others + 1), "the stuck one is there while the others get their changes");

        await _host.CutOffAsync(_options.SendTimeout, left: Others);
        var after = await RoundsAsync();
        await TestContext.Out.WriteLineAsync(
            $"median p99 of {Rounds} rounds: before {before}, during {during}, after {after}; memory grew by {grown:n0} B");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(during, Is.LessThan(3 * TimeSpan.FromTicks(Math.Max(before.Ticks, after.Ticks))));
            Assert.That(grown, Is.LessThan(OneResponse), "with every change something was kept for the stuck one");
        }
    }

    private static string NodeOf(int other) => $"node-{other}";

    private async Task GetStuckAsync(StallingWire wire, SotwClient stuck)
    {
        using var counts = new Counts(_host.Server);
        _host.Set(Make.Cluster("a"));
        await stuck.FetchAsync(ResourceType.Cluster);
        wire.Stall();
        _host.Set(Make.Cluster("a"), _big[0]);
        await stuck.SubscribeAsync(ResourceType.Endpoints, "big");
        await counts.ReachAsync("responses_sent", 1);
    }

    /// <summary>
    /// Changes all of them several times, the stuck one too; returns the median of the rounds' p99, which a busy machine moves least.
    /// </summary>
    private async Task<TimeSpan> RoundsAsync()
    {
        var rounds = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++) rounds.Add(await RoundAsync());
        rounds.Sort();
        return rounds[Rounds / 2];
    }

    /// <summary>
    /// The p99 of the time from a change to its arrival. Every client must get every change: one that is missed leaves the next one in
    /// its place.
    /// </summary>
    private async Task<TimeSpan> RoundAsync()
    {
        var content = ++_content;
        var cluster = Make.Cluster("a", content);
        _host.Set(Make.Cluster("a"), _big[content % 2]);
        var start = Stopwatch.GetTimestamp();
        var received = _others.Select(
            async other => (Answer: await other.AcceptAsync(ResourceType.Cluster), Time: Stopwatch.GetElapsedTime(start))).ToArray();
        var snapshot = Snapshot.Create([cluster]);
        for (var i = 0; i < Others; i++) _host.Cache.Set(new SnapshotKey(NodeOf(i), ""), snapshot);
        var all = await Task.WhenAll(received);
        Assert.That(all.Select(one => one.Answer.Resources.Single().Body), Is.All.EqualTo(cluster.UnpackAny()));
        return all.Select(one => one.Time).Order().ElementAt(Others * 99 / 100);
    }
}
