using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>
/// A request's way over three listeners: the inbound of <c>web</c>, its outbound to <c>api</c>, and that one's inbound. The service
/// between passes on what an OpenTelemetry SDK does.
/// </summary>
internal sealed record ThreeHops(Proxy Web, EchoService WebService, EnvoyProcess WebEnvoy, EnvoyProcess ApiEnvoy)
{
    /// <summary>A trace of which nothing is missing, as <see cref="CollectedTrace.Hops"/> tells it.</summary>
    public const string Whole = "web Server > web Client > api Server";

    /// <summary>Writes the documents, starts the control plane, the services and both Envoys.</summary>
    public static async Task<ThreeHops> StartAsync(World world, EnvoyRelease release, string mesh, string policy)
    {
        var apiService = await world.ServiceAsync("api");
        var webService = await world.ServiceAsync("web");
        var api = new Proxy("api-1", "api") { ServicePort = apiService.Port };
        var web = new Proxy("web-1", "web") { ServicePort = webService.Port }.Calling("api");
        webService.Next = web.Outbound("api");
        webService.Forwarded = EchoService.W3C;
        world.Folder.Write("mesh.yaml", mesh);
        world.Folder.Write("policy.yaml", policy);
        world.Write(web, api);
        await world.ControlPlane.StartAndReadyAsync();
        var envoys = await Task.WhenAll(world.EnvoyAsync(web, release), world.EnvoyAsync(api, release));
        await Eventually.AnsweredAsync(new Uri($"http://127.0.0.1:{web.InboundPort}/warm-up"));
        return new ThreeHops(web, webService, envoys[0], envoys[1]);
    }

    /// <summary>What happened to the listeners of both Envoys.</summary>
    public async Task<string> ListenerHistoryAsync() =>
        $"web:\n{await WebEnvoy.ListenerHistoryAsync()}\napi:\n{await ApiEnvoy.ListenerHistoryAsync()}";
}
