using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>Datadog: an agent of ours receives what the real Envoy sends.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class DatadogTests
{
    [Test, Combinatorial]
    public async Task Spans_carry_the_service_names_split_and_unsplit([Values] EnvoyRelease release, [Values] bool split)
    {
        await using var world = new World();
        var agent = world.Owns(new DatadogSink());
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Datadog("sink", agent.Port, split: split)), release);

        await GetAsync(pair, 20);

        await Eventually.TrueAsync(() => agent.Spans.Count >= 40, TimeSpan.FromSeconds(10), "40 spans are at the agent");
        Assert.That(agent.Spans.Select(span => span.Service).Distinct(),
            Is.EquivalentTo(split ? new[] { "web_OUTBOUND_backend", "backend_INBOUND" } : ["web", "backend"]));
        Assert.That(await pair.WebEnvoy.SumAsync("update_rejected$"), Is.Zero);
    }

    [Test, Combinatorial]
    public async Task Unsampled_spans_still_arrive_and_say_so([Values] bool rtds)
    {
        await using var world = new World();
        var agent = world.Owns(new DatadogSink());
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Datadog("sink", agent.Port, sampling: 0)), rtds: rtds);

        await GetAsync(pair, 20);

        await Eventually.TrueAsync(() => agent.Spans.Count >= 40, TimeSpan.FromSeconds(10), "40 spans are at the agent");
        Assert.That(agent.Spans.Where(span => span.Priority is not null).Select(span => span.Priority), Is.Not.Empty.And.All.EqualTo(-1));
    }

    private static async Task GetAsync(Pair pair, int requests)
    {
        using var connection = await Http1Connection.OpenAsync(pair.Outbound.Port);
        for (var request = 0; request < requests; request++) Assert.That(await connection.GetAsync("/datadog"), Is.EqualTo(200));
    }
}
