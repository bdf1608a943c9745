using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>
/// At an edge (<c>trustClient: false</c>) strangers decide nothing, and each trace that it begins is whole, for its own parents are
/// followed. Envoy 1.36 follows sampled parents whatever the routes say.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class EdgeTests
{
    private const int Requests = 400;
    private const int Percent = 10;

    [Test]
    public async Task Strangers_are_sampled_as_roots_are_whatever_they_send()
    {
        await using var world = new World();
        var collector = world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Grpc));
        var mesh = Manifests.Mesh(Manifests.OpenTelemetry("sink", collector));
        var edge = Manifests.TrafficTrace(
            "edge", "sink", "kuma.io/service: web", $"trustClient: false, sampling: {{random: {Percent}}}");
        var hops = await ThreeHops.StartAsync(
            world, EnvoyRelease.Current, mesh, $"{edge}---\n{Manifests.TrafficTrace("behind", "sink")}");
        using var connections = await OpenConnections.OpenAsync(hops.Web.InboundPort);

        ClientSpan[] parents = [.. Enumerable.Range(0, Requests).Select(_ => ClientSpan.Begin("01"))];
        await connections.GetAsync("/parents", [.. parents.Select(parent => parent.Header)]);
        await connections.GetAsync("/forced", [.. Enumerable.Repeat($"x-client-trace-id: {Guid.NewGuid()}\r\n", Requests)]);
        await connections.GetAsync("/roots", [.. Enumerable.Repeat("", Requests)]);

        var spans = parents.ToDictionary(parent => parent.TraceId, parent => parent.SpanId);
        Verify(await collector.SettledTracesAsync("/parents"), trace => spans.GetValueOrDefault(trace.Id, ""), "a sampled parent");
        Verify(await collector.SettledTracesAsync("/forced"), _ => "", "x-client-trace-id");
        Verify(await collector.SettledTracesAsync("/roots"), _ => "", "nothing");
    }

    private static void Verify(IReadOnlyList<CollectedTrace> traces, Func<CollectedTrace, string> clientSpan, string sent)
    {
        var (low, high) = Binomial.Bounds(Requests, Percent / 100d);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(traces, Has.Count.InRange(low, high), sent);
            Assert.That(traces.Select(trace => trace.Hops(clientSpan(trace))), Is.All.EqualTo(ThreeHops.Whole), sent);
        }
    }
}
