using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>A rule that is off, with Zipkin, whose tracer decides by B3's headers and not by the route.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OffRuleTests
{
    private const int Requests = 20;

    [Test]
    public async Task Nothing_of_a_path_is_traced_but_requests_with_a_sampled_parent([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var sink = world.Owns(await SpanSink.StartAsync());
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)), release);
        world.Folder.Write(
            "policy.yaml", Manifests.TrafficTrace("all", "sink", conf: "rules: [{match: {path: {prefix: /off}}, off: true}]"));
        await Eventually.TrueAsync(
            async () =>
            {
                var path = $"/off/{Guid.NewGuid():N}";
                await GetAsync(pair, path, "");
                return await sink.SettledTracesAsync("web", path) == 0;
            },
            TimeSpan.FromSeconds(20),
            "the rule is in force");

        foreach (var _ in Enumerable.Range(0, Requests))
        {
            await GetAsync(pair, "/off/roots", "");
            var trace = $"x-b3-traceid: {Guid.NewGuid():N}\r\nx-b3-spanid: 00000000000000aa\r\nx-b3-sampled: 1\r\n";
            await GetAsync(pair, "/off/children", trace);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await sink.SettledTracesAsync("web", "/off/roots"), Is.Zero);
            Assert.That(sink.Traces("web", "/off/children"), Is.EqualTo(Requests));
        }
    }

    private static async Task GetAsync(Pair pair, string path, string head)
    {
        using var connection = await Http1Connection.OpenAsync(pair.Outbound.Port);
        Assert.That(await connection.GetAsync(path, head), Is.EqualTo(200));
    }
}
