using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>On a proxy with the runtime layer a change of sampling touches no listener and no connection.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SamplingWithoutDrainsTests
{
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(1);

    [Test, Combinatorial]
    public async Task A_change_of_sampling_moves_open_connections_within_a_second([Values] EnvoyRelease release, [Values] ApiType api)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Mesh(sink, 10), release, api);
        await using var share = await SampledShare.OpenAsync(sink, pair.Web, "backend");
        await share.IsAsync(10, 1_000);
        var before = await pair.WebEnvoy.ListenerHistoryAsync();

        world.Folder.Write("mesh.yaml", Mesh(sink, 50));
        await Task.Delay(Live);
        await share.IsAsync(50, 1_000);

        world.Folder.Write("mesh.yaml", Mesh(sink, null));
        await Task.Delay(Live);
        await share.IsAsync(100, 1_000);

        Assert.That(await pair.WebEnvoy.ListenerHistoryAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Sampling_removed_after_a_restart_of_the_control_plane_means_all_within_a_second_on_open_connections(
        [Values] ApiType api)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Mesh(sink, 10), api: api);
        await using var share = await SampledShare.OpenAsync(sink, pair.Web, "backend");
        await world.ControlPlane.KillAsync();
        await world.ControlPlane.StartAndReadyAsync();
        await pair.WebEnvoy.ConnectedAsync();
        await share.IsAsync(10, 1_000);

        world.Folder.Write("mesh.yaml", Mesh(sink, null));
        await Task.Delay(Live);

        await share.IsAsync(100, 1_000);
    }

    [Test]
    public async Task Without_the_layer_a_change_of_sampling_comes_with_the_listener_and_fails_no_request()
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Mesh(sink, 10), rtds: false);
        var traffic = world.Traffic(pair.Outbound);
        await traffic.AnsweredAsync(100);

        world.Folder.Write("mesh.yaml", Mesh(sink, null));
        await Eventually.TrueAsync(
            async () => await pair.WebEnvoy.SumAsync("^listener_manager\\.listener_in_place_updated$") > 0,
            TimeSpan.FromSeconds(5),
            "the listeners changed in place");
        await Task.Delay(Live);
        traffic.Phase = "after";
        await traffic.AnsweredAsync(500);
        await traffic.StopAsync();

        Assert.That(traffic.Failures, Is.Empty);
        Assert.That(
            await sink.SettledTracesAsync("web", "/after/"),
            Is.EqualTo(traffic.Requests("after")).Within(10),
            "old connections may end their last request");
    }

    private static string Mesh(SpanSink sink, double? sampling) => Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, sampling));
}
