namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>The smallest fleet: a caller (service <c>web</c>) and what it calls (service <c>backend</c>), each behind an Envoy.</summary>
internal sealed record Pair(Proxy Web, Proxy Backend, EnvoyProcess WebEnvoy, EnvoyProcess BackendEnvoy)
{
    public Uri Outbound => Web.Outbound("backend");

    /// <summary>Writes the mesh and a policy for all, starts the control plane, the service and both Envoys.</summary>
    public static Task<Pair> StartAsync(
        World world, string mesh, EnvoyRelease release = EnvoyRelease.Current, ApiType api = ApiType.StateOfTheWorld, bool rtds = true) =>
        StartAsync(world, mesh, (release, release), api, rtds);

    /// <summary>The same with both releases side by side: the caller has the oldest.</summary>
    public static Task<Pair> StartMixedAsync(World world, string mesh) =>
        StartAsync(world, mesh, (EnvoyRelease.Oldest, EnvoyRelease.Current), ApiType.StateOfTheWorld, rtds: true);

    /// <summary>Waits until a request goes through both.</summary>
    public Task AnswersAsync() => Eventually.AnsweredAsync(new Uri(Outbound, "/warm-up"));

    private static async Task<Pair> StartAsync(
        World world, string mesh, (EnvoyRelease Web, EnvoyRelease Backend) releases, ApiType api, bool rtds)
    {
        var service = await world.ServiceAsync("backend");
        var backend = new Proxy("backend-1", "backend") { ServicePort = service.Port };
        var web = new Proxy("web-1", "web") { ServicePort = FreePorts.Next() }.Calling("backend");
        world.Folder.Write("mesh.yaml", mesh);
        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink"));
        world.Write(web, backend);
        await world.ControlPlane.StartAndReadyAsync();
        var envoys = await Task.WhenAll(
            world.EnvoyAsync(web, releases.Web, api, rtds), world.EnvoyAsync(backend, releases.Backend, api, rtds));
        var pair = new Pair(web, backend, envoys[0], envoys[1]);
        await pair.AnswersAsync();
        return pair;
    }
}
