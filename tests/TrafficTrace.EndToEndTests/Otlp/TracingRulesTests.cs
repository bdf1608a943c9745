using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>Requests that a policy treats otherwise than the rest, by path and by caller.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TracingRulesTests
{
    private const int Requests = 600;

    private static readonly TimeSpan Live = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_change_of_rules_moves_open_connections_within_a_second_and_touches_no_listener([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var collector = world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Grpc));
        var hops = await ThreeHops.StartAsync(
            world, release, Manifests.Mesh(Manifests.OpenTelemetry("sink", collector)), Policy("healthChecks: off"));
        using var connections = await OpenConnections.OpenAsync(hops.Web.InboundPort);
        var before = await hops.ListenerHistoryAsync();

        await IsTracedAsync(collector, connections, "/healthz", "", 0);
        await IsTracedAsync(collector, connections, "/", "", 100);

        world.Folder.Write("policy.yaml", Policy($"sampling: {{overall: 1}}, {AlwaysUser(42, "gold")}"));
        await Task.Delay(Live);
        await IsTracedAsync(collector, connections, "/gold", "x-user: 42\r\n", 100);
        await IsTracedAsync(collector, connections, "/others", "x-user: 43\r\n", 1);
        Assert.That(Tiers(collector, "/gold"), Is.All.EqualTo("gold"));

        world.Folder.Write("policy.yaml", Policy($"sampling: {{overall: 1}}, {AlwaysUser(43, "silver")}"));
        await Task.Delay(Live);
        await IsTracedAsync(collector, connections, "/silver", "x-user: 43\r\n", 100);
        await IsTracedAsync(collector, connections, "/past", "x-user: 42\r\n", 1);
        Assert.That(Tiers(collector, "/silver"), Is.All.EqualTo("silver"));

        Assert.That(await hops.ListenerHistoryAsync(), Is.EqualTo(before));
        Assert.That(connections.Closing, Is.Zero);
    }

    private static string Policy(string conf) => Manifests.TrafficTrace("all", "sink", conf: conf);

    private static string AlwaysUser(int user, string tier) =>
        $"rules: [{{match: {{headers: [{{name: x-user, exact: \"{user}\"}}]}}, sampling: {{overall: 100}}, "
            + $"tags: [{{name: tier, literal: {tier}}}]}}]";

    /// <summary>Fails when it is not that share of requests to the path, or a trace has a hole: the service passes no user on.</summary>
    private static async Task IsTracedAsync(OtlpCollector collector, OpenConnections connections, string path, string head, int percent)
    {
        await connections.GetAsync(path, [.. Enumerable.Repeat(head, Requests)]);

        var traces = await collector.SettledTracesAsync(path);
        var (low, high) = Binomial.Bounds(Requests, percent / 100d);
        Assert.That(traces, Has.Count.InRange(low, high), $"traces of {path} at {percent} %");
        Assert.That(traces.Select(trace => trace.Hops()), Is.All.EqualTo(ThreeHops.Whole), path);
    }

    /// <summary>What the first hop, which sees the user, tags its spans with.</summary>
    private static IEnumerable<string?> Tiers(OtlpCollector collector, string path) => collector.Spans
        .Where(span => span.Path == path && span.ParentId.Length == 0)
        .Select(span => span.Attributes.GetValueOrDefault("tier"));
}
