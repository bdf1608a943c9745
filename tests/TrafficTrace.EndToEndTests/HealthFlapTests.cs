using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>An endpoint's health flips under load: only EDS moves.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HealthFlapTests
{
    [Test]
    public async Task A_flip_of_health_moves_endpoints_and_no_listener([Values] ApiType api)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)), api: api);
        var service = await world.ServiceAsync("backend");
        var flapping = new Proxy("backend-2", "backend") { ServicePort = service.Port };
        world.Write(flapping);
        await world.EnvoyAsync(flapping, api: api);
        await HasEndpointsAsync(pair.WebEnvoy, 2);
        var before = await pair.WebEnvoy.ListenerHistoryAsync();
        var traffic = world.Traffic(pair.Outbound);

        for (var flip = 0; flip < 3; flip++)
        {
            world.Write(flapping with { Ready = false });
            await HasEndpointsAsync(pair.WebEnvoy, 1);
            world.Write(flapping);
            await HasEndpointsAsync(pair.WebEnvoy, 2);
        }

        await traffic.StopAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(traffic.Failures, Is.Empty);
            Assert.That(traffic.Closes, Is.Zero);
            Assert.That(await pair.WebEnvoy.ListenerHistoryAsync(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task The_outbound_stays_an_HCM_while_no_endpoint_is_ready()
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)));
        var before = await pair.WebEnvoy.ListenerHistoryAsync();

        world.Write(pair.Backend with { Ready = false });
        await HasEndpointsAsync(pair.WebEnvoy, 0);
        using var connection = await Http1Connection.OpenAsync(pair.Outbound.Port);

        Assert.That(await connection.GetAsync("/nobody-is-ready"), Is.EqualTo(503), "an HCM answers, a TCP proxy only closes");
        Assert.That(await pair.WebEnvoy.ListenerHistoryAsync(), Is.EqualTo(before));
    }

    private static Task<TimeSpan> HasEndpointsAsync(EnvoyProcess envoy, int count) => Eventually.TrueAsync(
        async () => await envoy.SumAsync("^cluster\\.backend\\.membership_healthy$") == count,
        TimeSpan.FromSeconds(2),
        $"{count} endpoints of backend");
}
