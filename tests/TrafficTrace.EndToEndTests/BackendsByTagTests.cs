using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>Two collectors, and policies that select by tag: each proxy's traces go to its own, and move with the policy.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BackendsByTagTests
{
    [Test, Combinatorial]
    public async Task A_moved_selector_moves_the_traces_live_and_fails_no_request([Values] EnvoyRelease release, [Values] ApiType api)
    {
        await using var world = new World();
        var (eu, us) = (await world.SinkAsync(), await world.SinkAsync());
        var service = await world.ServiceAsync("backend");
        var backend = new Proxy("backend-1", "backend") { ServicePort = service.Port };
        var euWeb = new Proxy("web-eu", "web-eu") { ServicePort = FreePorts.Next() }.Calling("backend").Tagged("region", "eu");
        var usWeb = new Proxy("web-us", "web-us") { ServicePort = FreePorts.Next() }.Calling("backend").Tagged("region", "us");
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("eu", eu.Url), Manifests.Zipkin("us", us.Url)));
        world.Folder.Write("policies.yaml", Policies("eu", "us"));
        world.Write(backend, euWeb, usWeb);
        await world.ControlPlane.StartAndReadyAsync();
        await Task.WhenAll(new[] { backend, euWeb, usWeb }.Select(proxy => world.EnvoyAsync(proxy, release, api)));
        var (euTraffic, usTraffic) = (world.Traffic(euWeb.Outbound("backend")), world.Traffic(usWeb.Outbound("backend")));
        await Task.WhenAll(euTraffic.AnsweredAsync(200), usTraffic.AnsweredAsync(200));

        world.Folder.Write("policies.yaml", Policies("us", "eu"));
        await Eventually.TrueAsync(() => us.Traces("web-eu") > 0 && eu.Traces("web-us") > 0, TimeSpan.FromSeconds(5), "both moved");
        await Task.WhenAll(eu.SettledTracesAsync("web-eu"), us.SettledTracesAsync("web-us")); // old connections end with their next request
        euTraffic.Phase = usTraffic.Phase = "moved";
        await Task.WhenAll(euTraffic.AnsweredAsync(300), usTraffic.AnsweredAsync(300));
        await Task.WhenAll(euTraffic.StopAsync(), usTraffic.StopAsync());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(euTraffic.Failures.Concat(usTraffic.Failures), Is.Empty);
            Assert.That(eu.Traces("web-eu", "/first/"), Is.Positive);
            Assert.That(us.Traces("web-us", "/first/"), Is.Positive);
            Assert.That(await us.SettledTracesAsync("web-eu", "/moved/"), Is.EqualTo(euTraffic.Requests("moved")));
            Assert.That(await eu.SettledTracesAsync("web-us", "/moved/"), Is.EqualTo(usTraffic.Requests("moved")));
            Assert.That((eu.Traces("web-eu", "/moved/"), us.Traces("web-us", "/moved/")), Is.EqualTo((0, 0)));
        }
    }

    private static string Policies(string euBackend, string usBackend) =>
        Manifests.TrafficTrace("eu", euBackend, "region: eu") + "---\n" + Manifests.TrafficTrace("us", usBackend, "region: us");
}
