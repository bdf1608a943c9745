using System.Net;
using System.Net.Sockets;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>What an Envoy could not take for a reason that passes is there once it has passed, and nobody had to do anything.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PortTakenTests
{
    [Test, Combinatorial]
    public async Task A_listener_whose_port_another_process_held_comes_back_by_itself([Values] EnvoyRelease release, [Values] ApiType api)
    {
        await using var world = new World();
        var service = await world.ServiceAsync("web");
        var web = new Proxy("web-1", "web") { ServicePort = service.Port }.Calling("backend");
        world.Folder.Write("mesh.yaml", Manifests.Mesh());
        world.Write(web);
        await world.ControlPlane.StartAndReadyAsync();
        var listener = $"LDS (inbound:127.0.0.1:{web.InboundPort})";
        EnvoyProcess envoy;
        using (var other = new TcpListener(IPAddress.Loopback, web.InboundPort))
        {
            other.Start();
            envoy = await world.StartEnvoyAsync(web, release, api);
            await envoy.ReadyAsync();
            await envoy.HasListenersAsync(1);
            await LogsAsync(world, $"default.web-1 rejected {listener} and ", "it is offered again after ", "Address already in use");
        }

        await envoy.HasListenersAsync(2);
        await LogsAsync(world, $"default.web-1 accepts {listener} again");
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{web.InboundPort}/"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static Task<TimeSpan> LogsAsync(World world, params string[] parts) => Eventually.TrueAsync(
        () => parts.All(part => world.ControlPlane.Log.Contains(part, StringComparison.Ordinal)),
        TimeSpan.FromSeconds(10),
        $"the log says '{parts[0]}'");
}
