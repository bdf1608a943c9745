using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>Streams that grow old: Envoys connect anew, on another connection, and keep all that they have.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class StreamAgeTests
{
    private const string Connections = "^cluster\\.traffictrace[/_]ads\\.upstream_cx_total$";

    [Test]
    public async Task Envoys_under_traffic_do_not_notice_that_their_streams_grow_old([Values] EnvoyRelease release, [Values] ApiType api)
    {
        await using var world = new World("--max-stream-age", "1s");
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)), release, api);
        await using var traffic = new TrafficMaker(pair.Outbound.Port);
        await traffic.AnsweredAsync(50);
        var before = await pair.WebEnvoy.HeldAsync();
        var connections = await pair.WebEnvoy.SumAsync(Connections);
        await Eventually.TrueAsync(
            async () => await pair.WebEnvoy.SumAsync(Connections) >= connections + 3,
            TimeSpan.FromSeconds(20),
            "three streams have grown old");
        await traffic.StopAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(traffic.Failures, Is.Empty);
            Assert.That(traffic.Closes, Is.Zero);
            Assert.That(await pair.WebEnvoy.HeldAsync(), Is.EqualTo(before));
            Assert.That(await pair.WebEnvoy.SumAsync("\\.update_rejected$"), Is.Zero);
        }
    }
}
