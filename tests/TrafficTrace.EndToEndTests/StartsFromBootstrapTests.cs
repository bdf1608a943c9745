using System.Text.Json;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>Envoy as <c>generate bootstrap</c> starts it takes everything that it is sent.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class StartsFromBootstrapTests
{
    [Test, Combinatorial]
    public async Task Envoy_starts_from_the_printed_bootstrap_and_accepts_every_resource(
        [Values] EnvoyRelease release, [Values] ApiType api, [Values] bool rtds)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var service = await world.ServiceAsync("web");
        var proxy = new Proxy("web-1", "web") { ServicePort = service.Port }.Calling("web", "unknown");
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, 50)));
        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink"));
        world.Write(proxy);
        await world.ControlPlane.StartAndReadyAsync();

        var envoy = await world.EnvoyAsync(proxy, release, api, rtds);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await envoy.StatsAsync("update_rejected$"),
                Is.Not.Empty.And.All.Matches<KeyValuePair<string, long>>(stat => stat.Value == 0));
            Assert.That(ErrorStates(await envoy.ConfigDumpAsync()), Is.Empty);
            Assert.That(await envoy.SumAsync("^runtime\\.load_error$"), Is.Zero);
            Assert.That(envoy.Log, Does.Not.Contain("rejected").And.Not.Contain("error adding"));
        }
    }

    [Test]
    public async Task A_node_without_a_Dataplane_waits_and_is_configured_the_moment_it_appears()
    {
        await using var world = new World();
        var service = await world.ServiceAsync("web");
        var proxy = new Proxy("web-1", "web") { ServicePort = service.Port };
        world.Folder.Write("mesh.yaml", Manifests.Mesh());
        await world.ControlPlane.StartAndReadyAsync();
        var envoy = await world.StartEnvoyAsync(proxy);
        await envoy.AdminAnswersAsync();
        await Eventually.TrueAsync(
            async () => await envoy.SumAsync("^control_plane\\.connected_state$") == 1, TimeSpan.FromSeconds(5), "Envoy is connected");

        world.Write(proxy);

        Assert.That(await envoy.ReadyAsync(), Is.LessThan(TimeSpan.FromSeconds(10)));
        await envoy.HasListenersAsync(1);
    }

    [Test]
    public async Task A_control_plane_that_is_named_is_found([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var service = await world.ServiceAsync("web");
        var proxy = new Proxy("web-1", "web") { ServicePort = service.Port };
        world.Folder.Write("mesh.yaml", Manifests.Mesh());
        world.Write(proxy);
        await world.ControlPlane.StartAndReadyAsync();
        await world.EnvoyAsync(proxy, release, world.ControlPlane.XdsPort, ["--xds-address", "localhost"]);
    }

    private static List<string> ErrorStates(JsonDocument dump)
    {
        using (dump) return [.. Errors(dump.RootElement)];
    }

    private static IEnumerable<string> Errors(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            element.EnumerateObject().SelectMany(field => field.Name == "error_state" ? [field.Value.ToString()] : Errors(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Errors),
        _ => [],
    };
}
