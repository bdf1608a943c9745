using System.Text.Json.Nodes;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// Envoys that brought their Dataplanes, each with a way of its own to a control plane: instances of one service, and at last one that
/// calls them, under traffic.
/// </summary>
internal sealed record RegisteredFleet(TcpRelay[] Ways, EnvoyProcess[] Envoys, TrafficMaker Traffic)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <param name="world">Owns them.</param>
    /// <param name="count">Of Envoys.</param>
    /// <param name="port">Where the way of each leads first, counted from 0.</param>
    public static async Task<RegisteredFleet> StartAsync(World world, int count, Func<int, int> port)
    {
        var service = await world.ServiceAsync("backend");
        var backends = Enumerable.Range(1, count - 1)
            .Select(number => new Proxy($"backend-{number}", "backend") { ServicePort = service.Port });
        var web = new Proxy("web-1", "web") { ServicePort = FreePorts.Next() }.Calling("backend");
        TcpRelay[] ways = [.. Enumerable.Range(0, count).Select(number => world.Owns(TcpRelay.To(port(number))))];
        var envoys = await Task.WhenAll(backends.Append(web).Select((proxy, number) => RegisterAsync(world, proxy, ways[number])));
        await Eventually.TrueAsync(
            async () => await envoys[^1].SumAsync("^cluster\\.backend.*\\.membership_total$") == count - 1,
            TimeSpan.FromSeconds(20),
            "every backend is an endpoint");
        var traffic = world.Traffic(web.Outbound("backend"), keepAlive: 2, fresh: 1, http2: 1);
        await traffic.AnsweredAsync(50);
        return new(ways, envoys, traffic);
    }

    public Task ConnectedAsync() => Task.WhenAll(Envoys.Select(envoy => envoy.ConnectedAsync()));

    /// <inheritdoc cref="EnvoyProcess.HeldAsync"/>
    public Task<string[]> EndpointsAsync() => Task.WhenAll(Envoys.Select(envoy => envoy.HeldAsync()));

    /// <summary>How each of them stands to a control plane.</summary>
    public static async Task<string[]> StatesAsync(ControlPlaneProcess controlPlane)
    {
        var answer = JsonNode.Parse(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{controlPlane.ApiPort}/_registrations")));
        return [.. answer!["items"]!.AsArray().Select(item => (string)item!["state"]!)];
    }

    public static Task AllAreAsync(ControlPlaneProcess controlPlane, string state) => Eventually.TrueAsync(
        async () => (await StatesAsync(controlPlane)).All(each => each == state), TimeSpan.FromSeconds(10), $"all are {state}");

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
}
