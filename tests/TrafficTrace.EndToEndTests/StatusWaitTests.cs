using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary><c>traffictrace status --wait</c> with real Envoys: who refuses is named with Envoy's reason, until it is repaired.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class StatusWaitTests
{
    [Test, Combinatorial]
    public async Task Two_proxies_that_refuse_their_collector_are_named_until_it_is_repaired(
        [Values] EnvoyRelease release, [Values] ApiType api)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var good = Manifests.Mesh(Manifests.Zipkin("sink", sink.Url));
        await Pair.StartAsync(world, good, release, api);
        var before = await WaitAsync(world);

        var https = new UriBuilder(sink.Url) { Scheme = "https" }.Uri;
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("sink", https, conf: "tls: {caFile: /no/such.pem}")));
        var refused = await WaitAsync(world);
        world.Folder.Write("mesh.yaml", good);
        var repaired = await WaitAsync(world);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.ExitCode, Is.Zero, before.Error);
            Assert.That(refused.ExitCode, Is.EqualTo(5), refused.Error);
            Assert.That(refused.Error, Does.Contain("rejected by 2:\n").And.Contain("/no/such.pem\n    backend-1, web-1\n"));
            Assert.That(repaired.ExitCode, Is.Zero, repaired.Error);
        }
    }

    private static Task<(int ExitCode, string Output, string Error)> WaitAsync(World world) => CommandLine.TryAsync(
        "status", "--wait", "-f", world.Folder.Path, "--server", $"http://127.0.0.1:{world.ControlPlane.ApiPort}");
}
