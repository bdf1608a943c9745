using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>What real Envoys send to an OpenTelemetry collector, over gRPC and over HTTP.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SpansArriveTests
{
    private const int Requests = 50;

    [Test, Combinatorial]
    public async Task Spans_arrive_with_their_service_resource_attributes_and_headers(
        [Values] EnvoyRelease release, [Values] OtlpProtocol protocol)
    {
        await using var world = new World();
        var collector = world.Owns(await OtlpCollector.StartAsync(protocol));
        var pair = await Pair.StartAsync(world, Mesh(
            collector,
            "headers: [{name: x-token, value: sesame}], "
                + "resourceAttributes: {deployment.environment: test, protocol: {tag: kuma.io/protocol}}"), release);

        await GetAsync(pair, "/plain");

        await TracesAreWholeAsync(collector, "/plain", "web Client > backend Server");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(collector.Spans.Select(span => span.Resource["deployment.environment"]), Is.All.EqualTo("test"));
            Assert.That(collector.Spans.Select(span => span.Resource["protocol"]), Is.All.EqualTo("http"));
            Assert.That(collector.Spans.Select(span => span.Headers["x-token"]), Is.All.EqualTo("sesame"));
            Assert.That(await pair.WebEnvoy.SumAsync("update_rejected$"), Is.Zero);
        }
    }

    [Test, Combinatorial]
    public async Task Over_TLS_a_wrong_CA_costs_all_spans_and_no_request_and_with_the_right_one_they_arrive(
        [Values] EnvoyRelease release, [Values] OtlpProtocol protocol)
    {
        await using var world = new World();
        using var authority = new TestCertificates();
        using var stranger = new TestCertificates();
        using var certificate = authority.Issue("127.0.0.1");
        var collector = world.Owns(await OtlpCollector.StartAsync(protocol, certificate));
        var pair = await Pair.StartAsync(world, Mesh(collector, $"serviceName: shop, tls: {{caFile: {stranger.CaFile}}}"), release);

        await GetAsync(pair, "/wrong-ca");
        await Eventually.TrueAsync(
            async () => await pair.WebEnvoy.SumAsync("^cluster\\.tracing_sink.*\\.ssl\\.fail_verify_error$") > 0,
            TimeSpan.FromSeconds(5),
            "Envoy tried, and did not trust the collector");
        Assert.That(collector.Spans, Is.Empty);

        world.Folder.Write("mesh.yaml", Mesh(collector, $"serviceName: shop, tls: {{caFile: {authority.CaFile}}}"));
        await BothAreTracedAsync(pair, collector);
        await GetAsync(pair, "/right-ca");

        await TracesAreWholeAsync(collector, "/right-ca", "shop Client > shop Server");
    }

    private static string Mesh(OtlpCollector collector, string conf) =>
        Manifests.Mesh(Manifests.OpenTelemetry("sink", collector, conf: conf));

    private static async Task GetAsync(Pair pair, string path)
    {
        using var connections = await OpenConnections.OpenAsync(pair.Outbound.Port);
        await connections.GetAsync(path, [.. Enumerable.Repeat("", Requests)]);
    }

    private static Task<TimeSpan> BothAreTracedAsync(Pair pair, OtlpCollector collector) => Eventually.TrueAsync(
        async () =>
        {
            await pair.AnswersAsync();
            return collector.Spans.Select(span => span.Kind).Distinct().Count() == 2;
        },
        TimeSpan.FromSeconds(5),
        "spans of both Envoys arrive");

    private static async Task TracesAreWholeAsync(OtlpCollector collector, string path, string whole)
    {
        var traces = await collector.SettledTracesAsync(path);
        Assert.That(traces.Select(trace => trace.Hops()), Is.EqualTo(Enumerable.Repeat(whole, Requests)));
    }
}
