using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>
/// No proxy ever samples more than it should: not while tracing is switched on or off, not while its runtime layer is late.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TracingSwitchTests
{
    private const int Window = 1_000;
    private const int Most = 30; // 3 % of a window

    [Test, Combinatorial]
    public async Task Switching_on_at_1_percent_and_off_again_never_samples_more_than_3_percent(
        [Values] EnvoyRelease release, [Values] ApiType api)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var mesh = Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, 1));
        var pair = await Pair.StartAsync(world, mesh, release, api);
        await SwitchOffAsync(world, pair.WebEnvoy);
        await using var requests = new NumberedRequests(pair.Outbound.Port);
        await requests.AnsweredAsync(Window);

        for (var turn = 0; turn < 3; turn++)
        {
            await SwitchOnAsync(world, pair.WebEnvoy);
            await requests.AnsweredAsync(Window);
            await SwitchOffAsync(world, pair.WebEnvoy);
            await requests.AnsweredAsync(Window);
        }

        var sampled = await requests.SampledAsync(sink, "web");
        Assert.That(sampled, Is.Not.Empty, "it was on");
        Assert.That(MostInAWindow(sampled), Is.AtMost(Most));
    }

    [Test]
    public async Task Starting_while_the_runtime_layer_is_late_by_5_s_never_samples_more_than_3_percent([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var service = await world.ServiceAsync("backend");
        var backend = new Proxy("backend-1", "backend") { ServicePort = service.Port };
        var web = new Proxy("web-1", "web") { ServicePort = FreePorts.Next() }.Calling("backend");
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, 1)));
        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink"));
        world.Write(backend, web);
        await world.ControlPlane.StartAndReadyAsync();
        var late = world.Owns(await LateRuntime.StartAsync(world.ControlPlane.XdsPort, TimeSpan.FromSeconds(5)));
        await world.EnvoyAsync(backend, release);
        var envoy = await world.EnvoyAsync(web, release, xdsPort: late.Port);
        Assert.That(late.Released, Is.False, "the listeners are there before the layer");

        await using var requests = new NumberedRequests(web.Outbounds["backend"]);
        await requests.AnsweredAsync(Window);
        await Eventually.TrueAsync(() => late.Released, TimeSpan.FromSeconds(10), "the layer is sent");
        await requests.AnsweredAsync(2 * Window);

        var sampled = await requests.SampledAsync(sink, "web");
        Assert.That(sampled, Is.Not.Empty, "the layer arrived");
        Assert.That(MostInAWindow(sampled), Is.AtMost(Most));
        Assert.That(await envoy.SumAsync("^runtime\\.load_error$"), Is.Zero);
    }

    // Both wait until the proxy has it: the requests that go on meanwhile can be more than a window before the file is read.
    private static async Task SwitchOnAsync(World world, EnvoyProcess envoy)
    {
        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink"));
        await Eventually.TrueAsync(() => IsTracedAsync(envoy), TimeSpan.FromSeconds(5), "tracing is on");
    }

    private static async Task SwitchOffAsync(World world, EnvoyProcess envoy)
    {
        world.Folder.Delete("policy.yaml");
        await Eventually.TrueAsync(async () => !await IsTracedAsync(envoy), TimeSpan.FromSeconds(5), "tracing is off");
    }

    private static async Task<bool> IsTracedAsync(EnvoyProcess envoy)
    {
        using var dump = await envoy.ConfigDumpAsync();
        return dump.RootElement.GetRawText().Contains("collector_cluster", StringComparison.Ordinal);
    }

    /// <summary>The most of the sorted numbers that lie in any window of <see cref="Window"/> numbers.</summary>
    private static int MostInAWindow(IReadOnlyList<int> sorted)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Count; last++)
        {
            while (sorted[last] - sorted[first] >= Window) first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
