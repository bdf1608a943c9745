using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>An https collector is verified, authority and name; what is wrong with it never costs traffic.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HttpsCollectorTests
{
    [Test, Combinatorial]
    public async Task Spans_arrive_at_a_collector_that_the_CA_file_vouches_for(
        [Values] EnvoyRelease release, [Values("127.0.0.1", "localhost")] string host)
    {
        await using var world = new World();
        using var authority = new TestCertificates();
        using var certificate = authority.Issue(host);
        var sink = world.Owns(await SpanSink.StartAsync(certificate, host));
        var pair = await Pair.StartAsync(world, Mesh(sink, authority), release);

        await using var share = await SampledShare.OpenAsync(sink, pair.Web, "backend");

        await share.IsAsync(100, 200);
    }

    [Test, Combinatorial]
    public async Task No_span_arrives_with_a_wrong_CA_or_another_name_and_nothing_else_breaks(
        [Values] EnvoyRelease release, [Values("wrong CA", "another name", "another address")] string fault)
    {
        await using var world = new World();
        using var authority = new TestCertificates();
        using var stranger = new TestCertificates();
        var host = fault == "another name" ? "localhost" : "127.0.0.1";
        using var certificate = (fault == "wrong CA" ? stranger : authority).Issue(
            fault switch { "another name" => "elsewhere.test", "another address" => "127.0.0.2", _ => host });
        var sink = world.Owns(await SpanSink.StartAsync(certificate, host));
        var pair = await Pair.StartAsync(world, Mesh(sink, authority), release);

        await using var share = await SampledShare.OpenAsync(sink, pair.Web, "backend");
        var traces = await share.TracesOfAsync(200);
        await Eventually.TrueAsync(
            async () => await pair.WebEnvoy.SumAsync("^tracing\\.zipkin\\.reports_dropped$") > 0,
            TimeSpan.FromSeconds(5),
            "Envoy tried, and dropped its reports");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(traces, Is.Zero);
            Assert.That(sink.Spans, Is.Empty);
            Assert.That(await pair.WebEnvoy.SumAsync("^cluster\\.tracing_sink\\.ssl\\.(fail_verify_error|fail_verify_san)$"), Is.Positive);
            Assert.That(await pair.WebEnvoy.SumAsync("update_rejected$"), Is.Zero);
        }
    }

    [Test]
    public async Task Unverified_where_the_backend_says_so()
    {
        await using var world = new World();
        using var stranger = new TestCertificates();
        using var certificate = stranger.Issue("elsewhere.test");
        var sink = world.Owns(await SpanSink.StartAsync(certificate));
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, conf: "tls: {verify: false}")));

        await using var share = await SampledShare.OpenAsync(sink, pair.Web, "backend");

        await share.IsAsync(100, 200);
    }

    [Test, Combinatorial]
    public async Task A_fresh_Envoy_without_the_CA_file_serves_all_traffic_untraced_until_the_backend_is_corrected(
        [Values] EnvoyRelease release, [Values] ApiType api)
    {
        await using var world = new World();
        using var authority = new TestCertificates();
        using var certificate = authority.Issue("127.0.0.1");
        var sink = world.Owns(await SpanSink.StartAsync(certificate));
        var pair = await Pair.StartAsync(
            world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, conf: "tls: {caFile: /nonexistent/ca.pem}")), release, api);
        var traffic = world.Traffic(pair.Outbound);
        await traffic.AnsweredAsync(200);
        Assert.That(sink.Spans, Is.Empty);
        Assert.That(world.ControlPlane.Log, Does.Contain("default.web-1").And.Contain("tracing:sink").And.Contain("/nonexistent/ca.pem"));

        world.Folder.Write("mesh.yaml", Mesh(sink, authority));

        await Eventually.TrueAsync(() => sink.Traces("web") > 0, TimeSpan.FromSeconds(5), "the corrected backend is traced");
        await traffic.StopAsync();
        Assert.That(traffic.Failures, Is.Empty);
    }

    private static string Mesh(SpanSink sink, TestCertificates authority) =>
        Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, conf: $"tls: {{caFile: {authority.CaFile}}}"));
}
