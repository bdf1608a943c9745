using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>A fleet moves to TLS, and its certificate is renewed, while it carries traffic: nobody notices.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TlsTests
{
    [Test]
    public async Task A_fleet_moves_from_plain_text_to_TLS_and_the_certificate_is_renewed([Values] EnvoyRelease release)
    {
        using var files = new TlsFiles();
        await files.MakeAsync();
        await using var world = new World();
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)), release);
        var traffic = world.Traffic(pair.Outbound);
        await traffic.AnsweredAsync(50);
        var before = await HistoriesAsync(pair);

        // Those that are there stay on their port; who speaks TLS has one beside it.
        var (plain, secure) = (world.ControlPlane.XdsPort, FreePorts.Next());
        await world.ControlPlane.StopAsync();
        await world.ControlPlane.StartAndReadyAsync([.. files.Options(secure), "--xds-plain-port", $"{plain}"]);
        await pair.WebEnvoy.ConnectedAsync();
        await pair.BackendEnvoy.ConnectedAsync();
        var moved = new Proxy("web-2", "web") { ServicePort = FreePorts.Next() }.Calling("backend");
        world.Write(moved);
        var envoy = await world.EnvoyAsync(moved, release, secure, ["--ca", files.CaFile]);
        var secureTraffic = world.Traffic(moved.Outbound("backend"));
        await secureTraffic.AnsweredAsync(50);
        var listeners = await envoy.ListenerHistoryAsync();

        await files.RenewAsync(secure);
        var stayed = await envoy.SumAsync("^control_plane\\.connected_state$");
        await world.ControlPlane.KillAsync();
        await world.ControlPlane.StartAndReadyAsync(files.Options(secure));
        await envoy.ConnectedAsync();

        await secureTraffic.AnsweredAsync(50);
        await Task.WhenAll(traffic.StopAsync(), secureTraffic.StopAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stayed, Is.EqualTo(1), "a new certificate ends no stream");
            Assert.That(traffic.Failures.Concat(secureTraffic.Failures), Is.Empty);
            Assert.That(traffic.Closes + secureTraffic.Closes, Is.Zero);
            Assert.That(await HistoriesAsync(pair), Is.EqualTo(before));
            Assert.That(await envoy.ListenerHistoryAsync(), Is.EqualTo(listeners));
        }
    }

    private static async Task<string[]> HistoriesAsync(Pair pair) =>
        [await pair.WebEnvoy.ListenerHistoryAsync(), await pair.BackendEnvoy.ListenerHistoryAsync()];
}
