using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;
using TrafficTrace.EndToEndTests.Otlp;

namespace TrafficTrace.EndToEndTests;

/// <summary>The token of a collector comes from a file and changes with it, without a drain.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TokenTests
{
    private const string First = "Bearer first-token";
    private const string Second = "Bearer the-second-token";

    [Test, Combinatorial]
    public async Task A_new_token_is_in_the_next_exports_and_no_connection_closes(
        [Values] EnvoyRelease release, [Values] OtlpProtocol protocol)
    {
        using var secrets = new SecretsFolder();
        secrets.Write("token", First);
        await using var world = new World("--secrets", secrets.Path);
        var collector = world.Owns(await OtlpCollector.StartAsync(protocol));
        var pair = await Pair.StartAsync(world, Mesh(collector), release);
        var traffic = world.Traffic(pair.Outbound);
        await Eventually.TrueAsync(() => Tokens(collector).Contains(First), TimeSpan.FromSeconds(10), "exports carry the token");
        var before = await pair.WebEnvoy.ListenerHistoryAsync();

        secrets.Write("token", Second);
        var took = await Eventually.TrueAsync(
            () => Tokens(collector).Contains(Second), TimeSpan.FromSeconds(10), "exports carry the new token");
        await traffic.AnsweredAsync(200);
        await traffic.StopAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(3)), "exports come each second or so");
            Assert.That(Tokens(collector).Distinct(), Is.EqualTo([First, Second]));
            Assert.That(traffic.Failures, Is.Empty);
            Assert.That(traffic.Closes, Is.Zero);
            Assert.That(await pair.WebEnvoy.ListenerHistoryAsync(), Is.EqualTo(before));
            Assert.That(world.ControlPlane.Log, Does.Not.Contain("-token"));
        }
    }

    [Test]
    public async Task Without_its_token_nothing_is_exported_and_no_request_fails_until_it_is_there(
        [Values] EnvoyRelease release, [Values] OtlpProtocol protocol)
    {
        using var secrets = new SecretsFolder();
        await using var world = new World("--secrets", secrets.Path);
        var collector = world.Owns(await OtlpCollector.StartAsync(protocol));
        var pair = await Pair.StartAsync(world, Mesh(collector), release);
        var traffic = world.Traffic(pair.Outbound);
        await traffic.AnsweredAsync(500);
        await Eventually.TrueAsync(
            async () => await pair.WebEnvoy.SumAsync("^cluster\\.tracing_sink_(grpc|http)\\.upstream_rq_total$") > 0,
            TimeSpan.FromSeconds(10),
            "Envoy has tried to export");
        Assert.That(collector.Spans, Is.Empty);

        secrets.Write("token", First);
        await Eventually.TrueAsync(() => collector.Spans.Count > 0, TimeSpan.FromSeconds(10), "spans are exported");
        await traffic.StopAsync();
        Assert.That(Tokens(collector), Is.All.EqualTo(First));
        Assert.That(traffic.Failures, Is.Empty);
        Assert.That(world.ControlPlane.Log, Does.Contain("TT1110"));
    }

    [Test]
    public async Task A_token_that_the_collector_refuses_costs_all_spans_and_no_request_until_it_is_right(
        [Values] EnvoyRelease release, [Values] OtlpProtocol protocol)
    {
        using var secrets = new SecretsFolder();
        secrets.Write("token", First);
        await using var world = new World("--secrets", secrets.Path);
        var collector = world.Owns(await OtlpCollector.StartAsync(protocol, token: Second));
        var pair = await Pair.StartAsync(world, Mesh(collector), release);
        var traffic = world.Traffic(pair.Outbound);
        // What Envoy counts tells a refused token by HTTP alone: a refusal by gRPC is an answer with 200.
        var counter = protocol == OtlpProtocol.Http ? "upstream_rq_401" : "upstream_rq_200";
        await Eventually.TrueAsync(
            async () => await pair.WebEnvoy.SumAsync($"^cluster\\.tracing_sink_(grpc|http)\\.{counter}$") > 0,
            TimeSpan.FromSeconds(10),
            "the collector has refused exports");
        Assert.That(collector.Spans, Is.Empty);

        secrets.Write("token", Second);
        await Eventually.TrueAsync(() => collector.Spans.Count > 0, TimeSpan.FromSeconds(10), "spans are exported");
        await traffic.StopAsync();
        Assert.That(traffic.Failures, Is.Empty);
    }

    /// <summary>What came with each span, in their order; empty where there was none.</summary>
    private static IEnumerable<string> Tokens(OtlpCollector collector) =>
        collector.Spans.Select(span => span.Headers.GetValueOrDefault("authorization", ""));

    private static string Mesh(OtlpCollector collector) =>
        Manifests.Mesh(Manifests.OpenTelemetry("sink", collector, conf: "headers: [{name: authorization, secret: token}]"));
}
