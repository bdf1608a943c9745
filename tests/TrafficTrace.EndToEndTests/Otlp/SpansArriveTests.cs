using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>What real Envoys of both releases, side by side, send to an OpenTelemetry collector over gRPC and over HTTP.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SpansArriveTests
{
    private const int Requests = 50;

    // In flow style, so the lines may not begin at the margin.
    private const string EverythingSaid = """
          healthChecks: off,
          sampling: {overall: 100, random: 100, client: 100},
          rules: [
            {match: {path: {regex: '/v[0-9]+/.*'}, method: GET, headers: [{name: x-user, prefix: '4'}, {name: x-vip, present: true}]},
             sampling: {random: 50}, tags: [{name: tier, literal: gold}]},
            {match: {method: OPTIONS}, off: true}],
          tags: [
            {name: env, literal: test},
            {name: tenant, header: {name: x-tenant, default: none}},
            {name: canary, metadata: {kind: host, key: envoy.lb, path: canary, default: 'no'}},
            {name: spoken, format: '%PROTOCOL%'}],
          maxPathTagLength: 128, verbose: true, meshTags: true, spawnUpstreamSpan: true,
          spanName: {server: 'served %REQ(:METHOD)%', upstream: 'to %UPSTREAM_CLUSTER%'}
        """;

    [Test]
    public async Task Spans_arrive_with_their_service_resource_attributes_and_headers([Values] OtlpProtocol protocol)
    {
        await using var world = new World();
        var collector = world.Owns(await OtlpCollector.StartAsync(protocol));
        var pair = await Pair.StartMixedAsync(world, Mesh(
            collector,
            "headers: [{name: x-token, value: sesame}], "
                + "resourceAttributes: {deployment.environment: test, protocol: {tag: kuma.io/protocol}}"));

        await GetAsync(pair, "/plain");

        await TracesAreWholeAsync(collector, "/plain", "web Client > backend Server");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(collector.Spans.Select(span => span.Resource["deployment.environment"]), Is.All.EqualTo("test"));
            Assert.That(collector.Spans.Select(span => span.Resource["protocol"]), Is.All.EqualTo("http"));
            Assert.That(collector.Spans.Select(span => span.Headers["x-token"]), Is.All.EqualTo("sesame"));
            await NothingIsRejectedAsync(pair);
        }
    }

    [Test]
    public async Task Over_TLS_a_wrong_CA_costs_all_spans_and_no_request_and_with_the_right_one_they_arrive([Values] OtlpProtocol protocol)
    {
        await using var world = new World();
        using var authority = new TestCertificates();
        using var stranger = new TestCertificates();
        using var certificate = authority.Issue("127.0.0.1");
        var collector = world.Owns(await OtlpCollector.StartAsync(protocol, certificate));
        var pair = await Pair.StartMixedAsync(world, Mesh(collector, $"serviceName: shop, tls: {{caFile: {stranger.CaFile}}}"));

        await GetAsync(pair, "/wrong-ca");
        await DistrustsAsync(pair.WebEnvoy);
        await DistrustsAsync(pair.BackendEnvoy);
        Assert.That(collector.Spans, Is.Empty);

        world.Folder.Write("mesh.yaml", Mesh(collector, $"serviceName: shop, tls: {{caFile: {authority.CaFile}}}"));
        await BothAreTracedAsync(pair, collector);
        await GetAsync(pair, "/right-ca");

        await TracesAreWholeAsync(collector, "/right-ca", "shop Client > shop Server");
    }

    [Test]
    public async Task A_policy_with_everything_in_it_is_taken_by_both_releases_and_each_says_what_it_can()
    {
        await using var world = new World();
        var collector = world.Owns(await OtlpCollector.StartAsync(OtlpProtocol.Grpc));
        var pair = await Pair.StartMixedAsync(world, Mesh(collector, "serviceName: shop"));

        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink", conf: EverythingSaid));
        await Eventually.TrueAsync(
            async () =>
            {
                await pair.AnswersAsync();
                await NothingIsRejectedAsync(pair);
                return Tagged(collector, "web").Any() && Tagged(collector, "backend").Any();
            },
            TimeSpan.FromSeconds(5),
            "spans of both say their service");

        using (Assert.EnterMultipleScope())
        {
            foreach (var span in Tagged(collector, "web").Concat(Tagged(collector, "backend")))
            {
                Assert.That(span.Attributes["env"], Is.EqualTo("test"));
                Assert.That(span.Attributes["tenant"], Is.EqualTo("none"));
                Assert.That(span.Attributes["dataplane"], Is.EqualTo($"{span.Attributes["service"]}-1"));
            }

            Assert.That(Spoken(collector, "web"), Is.All.Null);
            Assert.That(Spoken(collector, "backend"), Is.All.EqualTo("HTTP/2"));
            Assert.That(collector.Spans.Select(span => span.Name), Does.Contain("served GET"));
            await NothingIsRejectedAsync(pair);
        }
    }

    private static string Mesh(OtlpCollector collector, string conf) =>
        Manifests.Mesh(Manifests.OpenTelemetry("sink", collector, conf: conf));

    private static async Task GetAsync(Pair pair, string path)
    {
        using var connections = await OpenConnections.OpenAsync(pair.Outbound.Port);
        await connections.GetAsync(path, [.. Enumerable.Repeat("", Requests)]);
    }

    /// <summary>Spans of requests that carry the tag of that service.</summary>
    private static IEnumerable<OtlpSpan> Tagged(OtlpCollector collector, string service) => collector.Spans
        .Where(span => span.Path.Length > 0 && span.Attributes.GetValueOrDefault("service") == service);

    private static IEnumerable<string?> Spoken(OtlpCollector collector, string service) =>
        Tagged(collector, service).Select(span => span.Attributes.GetValueOrDefault("spoken"));

    private static async Task NothingIsRejectedAsync(Pair pair)
    {
        Assert.That(await pair.WebEnvoy.SumAsync("update_rejected$"), Is.Zero, "the oldest release");
        Assert.That(await pair.BackendEnvoy.SumAsync("update_rejected$"), Is.Zero, "the current release");
    }

    private static Task<TimeSpan> DistrustsAsync(EnvoyProcess envoy) => Eventually.TrueAsync(
        async () => await envoy.SumAsync("^cluster\\.tracing_sink.*\\.ssl\\.fail_verify_error$") > 0,
        TimeSpan.FromSeconds(5),
        "Envoy tried, and did not trust the collector");

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
