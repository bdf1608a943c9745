using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>
/// Over three hops, whose parent was sampled is traced, whose parent was not is not, and of the others the share that is asked for; at
/// every hop alike, so that no trace has a hole.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ParentsAndRootsTests
{
    private const int Roots = 400;
    private const int ParentsOfEach = 50;

    private static readonly TimeSpan Live = TimeSpan.FromSeconds(1);

    // Beside sampled or not, W3C's second level says whether the trace id is random.
    private static readonly string[] SampledFlags = ["01", "03"];
    private static readonly string[] UnsampledFlags = ["00", "02"];

    // Where x-request-id is passed on as well, Envoy's decision goes with it, and that hides a hop which does not follow its parent.
    private static readonly IReadOnlyList<string>[] Forwarding = [EchoService.W3C, [.. EchoService.W3C, "x-request-id"]];

    [Test]
    public async Task Parents_are_followed_and_roots_sampled_while_the_number_moves_on_open_connections([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var collector = world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Grpc));
        var mesh = Manifests.Mesh(Manifests.OpenTelemetry("sink", collector, sampling: 10));
        var hops = await ThreeHops.StartAsync(world, release, mesh, Manifests.TrafficTrace("all", "sink"));
        using var connections = await OpenConnections.OpenAsync(hops.Web.InboundPort);
        var before = await hops.ListenerHistoryAsync();

        await FollowsAndSamplesAsync(collector, hops, connections, 10);

        foreach (var number in (int[])[50, 0])
        {
            world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink", conf: $"sampling: {{overall: {number}}}"));
            await Task.Delay(Live);
            await FollowsAndSamplesAsync(collector, hops, connections, number);
        }

        Assert.That(await hops.ListenerHistoryAsync(), Is.EqualTo(before));
        Assert.That(connections.Closing, Is.Zero);
    }

    private static async Task FollowsAndSamplesAsync(OtlpCollector collector, ThreeHops hops, OpenConnections connections, int number)
    {
        foreach (var (index, forwarded) in Forwarding.Index())
        {
            hops.WebService.Forwarded = forwarded;
            var path = $"/at-{number}-forwarding-{index}";
            var flags = SampledFlags.Concat(UnsampledFlags).SelectMany(each => Enumerable.Repeat(each, ParentsOfEach));
            ClientSpan[] parents = [.. flags.Select(ClientSpan.Begin)];

            await connections.GetAsync(path, [.. parents.Select(parent => parent.Header), .. Enumerable.Repeat("", Roots)]);

            Verify(await collector.SettledTracesAsync(path), parents, number, $"{number} %, forwarded: {string.Join(", ", forwarded)}");
        }
    }

    private static void Verify(IReadOnlyList<CollectedTrace> traces, IReadOnlyList<ClientSpan> parents, int number, string what)
    {
        var followed = parents.ToLookup(
            parent => parent.Flags, parent => traces.FirstOrDefault(trace => trace.Id == parent.TraceId)?.Hops(parent.SpanId));
        var roots = traces.ExceptBy(parents.Select(parent => parent.TraceId), trace => trace.Id).ToList();
        var (low, high) = Binomial.Bounds(Roots, number / 100d);
        using (Assert.EnterMultipleScope())
        {
            foreach (var flags in SampledFlags)
                Assert.That(followed[flags], Is.All.EqualTo(ThreeHops.Whole), $"parents with flags {flags}, {what}");
            foreach (var flags in UnsampledFlags) Assert.That(followed[flags], Is.All.Null, $"parents with flags {flags}, {what}");
            Assert.That(roots.Select(trace => trace.Hops()), Is.All.EqualTo(ThreeHops.Whole), $"roots, {what}");
            Assert.That(roots, Has.Count.InRange(low, high), $"roots, {what}");
        }
    }
}
