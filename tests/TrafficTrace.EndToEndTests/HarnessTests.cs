using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>What the other tests stand on: real Envoy, real Zipkin and our collector, with no control plane between.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HarnessTests
{
    [TestCase(EnvoyRelease.Current)]
    [TestCase(EnvoyRelease.Oldest)]
    public async Task Two_Envoys_with_a_static_configuration_make_one_trace_in_Zipkin(EnvoyRelease release)
    {
        var zipkin = await ZipkinProcess.Shared;
        var path = $"/{Guid.NewGuid():N}";

        await RequestThroughTwoEnvoysAsync(release, zipkin.Collector, path);

        var traces = await TraceQuery.TracesOfAsync(zipkin, path, spans: 2);
        Assert.That(traces, Has.Count.EqualTo(1));
        Assert.That(
            traces[0].Select(span => (span.Service, span.Kind)), Is.EquivalentTo(new[] { ("web", "CLIENT"), ("backend", "SERVER") }));
    }

    [Test]
    public async Task The_test_collector_counts_what_Envoy_sends()
    {
        await using var sink = await SpanSink.StartAsync();

        await RequestThroughTwoEnvoysAsync(EnvoyRelease.Current, sink.Url, "/counted");

        await Eventually.TrueAsync(() => sink.Spans.Count == 2, TimeSpan.FromSeconds(5), "two spans are in the sink");
        Assert.That((sink.Traces("web", "/counted"), sink.Traces("backend", "/counted")), Is.EqualTo((1, 1)));
    }

    private static async Task RequestThroughTwoEnvoysAsync(EnvoyRelease release, Uri collector, string path)
    {
        var (outbound, inbound) = (FreePorts.Next(), FreePorts.Next());
        await using var service = await EchoService.StartAsync("backend");
        await using var server = await StartEnvoyAsync(release, "backend", "INBOUND", inbound, service.Port, collector);
        await using var client = await StartEnvoyAsync(release, "web", "OUTBOUND", outbound, inbound, collector);
        await Task.WhenAll(server.ReadyAsync(), client.ReadyAsync());
        using var http = new HttpClient();

        Assert.That(await http.GetStringAsync(new Uri($"http://127.0.0.1:{outbound}{path}")), Is.EqualTo("backend"));
        await Eventually.TrueAsync(
            async () =>
                await server.SumAsync(
                    "^tracing\\.zipkin\\.reports_sent$") + await client.SumAsync("^tracing\\.zipkin\\.reports_sent$") == 2,
            TimeSpan.FromSeconds(5),
            "both have sent their span");
    }

    private static Task<EnvoyProcess> StartEnvoyAsync(
        EnvoyRelease release, string service, string direction, int listener, int upstream, Uri collector)
    {
        var admin = FreePorts.Next();
        return EnvoyProcess.StartAsync(
            Parts.EnvoyOf(release), StaticBootstrap.Render(service, direction, admin, listener, upstream, collector), admin);
    }
}
