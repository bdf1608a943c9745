using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>The control plane dies and comes back while ten Envoys carry traffic: nobody notices, neither then nor then.</summary>
[Parallelizable(ParallelScope.Children)] // alone but for each other: much of their time Envoys wait before they connect again
internal sealed class ControlPlaneRestartTests
{
    [Test]
    public async Task Ten_Envoys_keep_all_they_have_through_a_kill_and_a_start([Values] ApiType api)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var service = await world.ServiceAsync("backend");
        var backend = new Proxy("backend-1", "backend") { ServicePort = service.Port };
        var callers = Enumerable.Range(1, 9)
            .Select(number => new Proxy($"web-{number}", $"web-{number}") { ServicePort = FreePorts.Next() }.Calling("backend")).ToArray();
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)));
        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink"));
        world.Write([backend, .. callers]);
        await world.ControlPlane.StartAndReadyAsync();
        var envoys = await Task.WhenAll(callers.Append(backend).Select(proxy => world.EnvoyAsync(proxy, api: api)));
        var traffic = callers.Select(caller => world.Traffic(caller.Outbound("backend"), keepAlive: 1, fresh: 1, http2: 1)).ToArray();
        await Task.WhenAll(traffic.Select(each => each.AnsweredAsync(50)));
        var before = await HistoriesAsync(envoys);

        await world.ControlPlane.KillAsync();
        foreach (var each in traffic) each.Phase = "dead";
        await Task.WhenAll(traffic.Select(each => each.AnsweredAsync(100)));
        await world.ControlPlane.StartAndReadyAsync();
        await Task.WhenAll(envoys.Select(envoy => envoy.ConnectedAsync()));
        foreach (var each in traffic) each.Phase = "back";
        await Task.WhenAll(traffic.Select(each => each.AnsweredAsync(100)));
        await Task.WhenAll(traffic.Select(each => each.StopAsync()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(traffic.SelectMany(each => each.Failures), Is.Empty);
            Assert.That(traffic.Sum(each => each.Closes), Is.Zero);
            Assert.That(await HistoriesAsync(envoys), Is.EqualTo(before));
            for (var number = 0; number < callers.Length; number++)
            {
                foreach (var phase in new[] { "dead", "back" })
                {
                    Assert.That(
                        await sink.SettledTracesAsync(callers[number].Service, $"/{phase}/"), Is.EqualTo(traffic[number].Requests(phase)));
                }
            }
        }
    }

    private static Task<string[]> HistoriesAsync(IEnumerable<EnvoyProcess> envoys) =>
        Task.WhenAll(envoys.Select(envoy => envoy.HeldAsync()));
}
