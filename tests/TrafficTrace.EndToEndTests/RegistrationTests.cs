using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>
/// Envoys that register by their metadata alone, under traffic, while the control plane dies and the network goes. For more of it:
/// <c>REGISTERED_ENVOYS=20 REGISTERED_RETURN=25 REGISTERED_CUT=180 dotnet test … --filter Registered_Envoys</c>.
/// </summary>
[NonParallelizable]
internal sealed class RegistrationTests
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private static readonly int Envoys = Number("REGISTERED_ENVOYS", 4);
    private static readonly int ReturnSeconds = Number("REGISTERED_RETURN", 2);
    private static readonly int CutSeconds = Number("REGISTERED_CUT", 3);

    [Test]
    public async Task Registered_Envoys_keep_every_endpoint_through_a_kill_a_slow_return_and_a_cut()
    {
        using var store = new StoreFolder();
        await using var world = new World("--store", store.Address);
        var service = await world.ServiceAsync("backend");
        world.Folder.Write("mesh.yaml", Manifests.Mesh());
        await world.ControlPlane.StartAndReadyAsync();
        Proxy[] backends =
            [.. Enumerable.Range(1, Envoys - 1).Select(number => new Proxy($"backend-{number}", "backend") { ServicePort = service.Port })];
        var web = new Proxy("web-1", "web") { ServicePort = FreePorts.Next() }.Calling("backend");
        TcpRelay[] ways = [.. backends.Append(web).Select(_ => world.Owns(TcpRelay.To(world.ControlPlane.XdsPort)))];
        var envoys = await Task.WhenAll(backends.Append(web).Select((proxy, number) => RegisterAsync(world, proxy, ways[number])));
        await Eventually.TrueAsync(
            async () => await envoys[^1].SumAsync("^cluster\\.backend.*\\.membership_total$") == backends.Length,
            TimeSpan.FromSeconds(20),
            "every backend is an endpoint");
        var traffic = world.Traffic(web.Outbound("backend"), keepAlive: 2, fresh: 1, http2: 1);
        await traffic.AnsweredAsync(50);
        var before = await EndpointsAsync(envoys);

        foreach (var way in ways) way.Cut();
        await world.ControlPlane.KillAsync();
        var starting = world.ControlPlane.StartAndReadyAsync();
        await MendAsync(ways, ReturnSeconds);
        await starting;
        await Task.WhenAll(envoys.Select(envoy => envoy.ConnectedAsync()));
        await traffic.AnsweredAsync(50);
        Assert.That(await EndpointsAsync(envoys), Is.EqualTo(before), "after the restart");

        foreach (var way in ways) way.Cut();
        await Task.Delay(TimeSpan.FromSeconds(CutSeconds)); // nothing tells that nothing happens
        if (CutSeconds > 12) Assert.That(await StatesAsync(world), Is.All.EqualTo("Lost"));
        foreach (var way in ways) way.Mend();
        await Task.WhenAll(envoys.Select(envoy => envoy.ConnectedAsync()));
        await Eventually.TrueAsync(
            async () => (await StatesAsync(world)).All(state => state == "Connected"), TimeSpan.FromSeconds(10), "all are back");
        await traffic.AnsweredAsync(50);
        await traffic.StopAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await EndpointsAsync(envoys), Is.EqualTo(before), "after the cut");
            Assert.That(traffic.Failures, Is.Empty);
        }
    }

    private static async Task<EnvoyProcess> RegisterAsync(World world, Proxy proxy, TcpRelay way)
    {
        var admin = FreePorts.Next();
        var bootstrap = await CommandLine.BootstrapAsync(proxy.Name, proxy.Service, way.Port, admin, ApiType.StateOfTheWorld, rtds: true);
        var metadata = $"{{dataplane.resource: '{Resource(proxy)}'}}";
        var envoy = world.Owns(await EnvoyProcess.StartMergedAsync(
            Parts.EnvoyOf(EnvoyRelease.Current), bootstrap, $"node: {{metadata: {metadata}}}", admin, "--drain-strategy", "immediate"));
        await envoy.ReadyAsync();
        await envoy.HasListenersAsync(1 + proxy.Outbounds.Count);
        return envoy;
    }

    private static string Resource(Proxy proxy) => new JsonObject
    {
        ["type"] = "Dataplane",
        ["mesh"] = "default",
        ["name"] = proxy.Name,
        ["networking"] = new JsonObject
        {
            ["address"] = "127.0.0.1",
            ["inbound"] = new JsonArray(new JsonObject
            {
                ["port"] = proxy.InboundPort,
                ["servicePort"] = proxy.ServicePort,
                ["tags"] = new JsonObject { ["kuma.io/service"] = proxy.Service, ["kuma.io/protocol"] = proxy.Protocol },
            }),
            ["outbound"] = new JsonArray([.. proxy.Outbounds.Select(outbound => new JsonObject
            {
                ["port"] = outbound.Value,
                ["tags"] = new JsonObject { ["kuma.io/service"] = outbound.Key },
            })]),
        },
    }.ToJsonString();

    private static async Task MendAsync(TcpRelay[] ways, int seconds)
    {
        foreach (var way in ways)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)seconds / ways.Length));
            way.Mend();
        }
    }

    private static async Task<string[]> StatesAsync(World world)
    {
        var answer = JsonNode.Parse(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{world.ControlPlane.ApiPort}/_registrations")));
        return [.. answer!["items"]!.AsArray().Select(item => (string)item!["state"]!)];
    }

    /// <summary>What came to, changed and went from each Envoy's clusters and listeners, and how many endpoints there are.</summary>
    private static async Task<string[]> EndpointsAsync(IEnumerable<EnvoyProcess> envoys) =>
        await Task.WhenAll(envoys.Select(async envoy => string.Join('\n', (await envoy.StatsAsync(
            "^(listener_manager\\.listener|cluster_manager\\.cluster)_(added|modified|removed)$|\\.membership_(change|total)$"))
            .OrderBy(stat => stat.Key, StringComparer.Ordinal))));

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;
}
