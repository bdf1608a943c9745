using System.Text;
using System.Text.Json;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>A fleet moves to TLS, and its certificate is renewed, while it carries traffic: nobody notices.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TlsTests
{
    [Test]
    public async Task A_fleet_moves_from_plain_text_to_TLS_and_the_certificate_is_renewed([Values] EnvoyRelease release)
    {
        using var files = new TlsFiles();
        await files.MakeAsync();
        await using var world = new World();
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)), release);
        var traffic = world.Traffic(pair.Outbound);
        await traffic.AnsweredAsync(50);
        var before = await HistoriesAsync(pair);

        // Those that are there stay on their port; who speaks TLS has one beside it.
        var (plain, secure) = (world.ControlPlane.XdsPort, FreePorts.Next());
        await world.ControlPlane.StopAsync();
        await world.ControlPlane.StartAndReadyAsync([.. files.Options(secure), "--xds-plain-port", $"{plain}"]);
        await pair.WebEnvoy.ConnectedAsync();
        await pair.BackendEnvoy.ConnectedAsync();
        var moved = new Proxy("web-2", "web") { ServicePort = FreePorts.Next() }.Calling("backend");
        world.Write(moved);
        var envoy = await world.EnvoyAsync(moved, release, secure, ["--ca", files.CaFile]);
        var secureTraffic = world.Traffic(moved.Outbound("backend"));
        await secureTraffic.AnsweredAsync(50);
        var listeners = await envoy.ListenerHistoryAsync();

        await files.RenewAsync(secure);
        var stayed = await envoy.SumAsync("^control_plane\\.connected_state$");
        await world.ControlPlane.KillAsync();
        await world.ControlPlane.StartAndReadyAsync(files.Options(secure));
        await envoy.ConnectedAsync();

        await secureTraffic.AnsweredAsync(50);
        await Task.WhenAll(traffic.StopAsync(), secureTraffic.StopAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stayed, Is.EqualTo(1), "a new certificate ends no stream");
            Assert.That(traffic.Failures.Concat(secureTraffic.Failures), Is.Empty);
            Assert.That(traffic.Closes + secureTraffic.Closes, Is.Zero);
            Assert.That(await HistoriesAsync(pair), Is.EqualTo(before));
            Assert.That(await envoy.ListenerHistoryAsync(), Is.EqualTo(listeners));
        }
    }

    [Test]
    public async Task Tokens_become_needed_and_a_token_and_its_signing_key_are_rotated([Values] EnvoyRelease release)
    {
        using var files = new TlsFiles();
        await files.MakeAsync();
        await using var world = new World("--store", $"sqlite:{files.StoreFile}");
        var service = await world.ServiceAsync("backend");
        var backend = new Proxy("backend-1", "backend") { ServicePort = service.Port };
        var web = new Proxy("web-1", "web") { ServicePort = FreePorts.Next() }.Calling("backend");
        world.Folder.Write("mesh.yaml", Manifests.Mesh());
        world.Write(web, backend);
        var port = FreePorts.Next();
        await world.ControlPlane.StartAndReadyAsync([.. files.Options(port), "--xds-auth", "none"]);
        using var api = new HttpClient { BaseAddress = new($"http://127.0.0.1:{world.ControlPlane.ApiPort}") };
        await files.WriteTokenAsync(await TokenAsync(api));
        string[] bootstrap = ["--ca", files.CaFile, "--token-file", files.TokenFile];
        var envoys = await Task.WhenAll(
            world.EnvoyAsync(web, release, port, bootstrap), world.EnvoyAsync(backend, release, port, bootstrap));
        var pair = new Pair(web, backend, envoys[0], envoys[1]);
        await pair.AnswersAsync();
        var traffic = world.Traffic(pair.Outbound);
        var before = await HistoriesAsync(pair);

        foreach (var ways in new[] { "token,none", "token" })
        {
            await world.ControlPlane.KillAsync();
            await world.ControlPlane.StartAndReadyAsync([.. files.Options(port), "--xds-auth", ways]);
            foreach (var envoy in envoys) await envoy.ConnectedAsync();
        }

        var streams = await StreamsAsync(envoys);

        await PostAsync(api, "/_keys", """{"purpose":"dataplane:default"}""");
        await files.WriteTokenAsync(await TokenAsync(api));
        (await api.DeleteAsync(new Uri("/_keys?purpose=dataplane:default&serial=1", UriKind.Relative))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(
            async () => await StreamsAsync(envoys) > streams + 1, TimeSpan.FromSeconds(10), "both have come back with the new token");
        foreach (var envoy in envoys) await envoy.ConnectedAsync();

        await traffic.AnsweredAsync(50);
        await traffic.StopAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(traffic.Failures, Is.Empty);
            Assert.That(traffic.Closes, Is.Zero);
            Assert.That(await HistoriesAsync(pair), Is.EqualTo(before));
            Assert.That(world.ControlPlane.Log, Does.Not.Contain("eyJ"), "no token is logged");
        }
    }

    [Test]
    public async Task Envoy_starts_from_what_kuma_dp_is_told_and_registers_the_Dataplane_that_it_is_given([Values] EnvoyRelease release)
    {
        using var files = new TlsFiles();
        await files.MakeAsync();
        await using var world = new World();
        world.Folder.Write("mesh.yaml", Manifests.Mesh());
        var (port, admin) = (FreePorts.Next(), FreePorts.Next());
        await world.ControlPlane.StartAndReadyAsync(files.Options(port));
        var own = $$$"""
            {"type":"Dataplane","mesh":"default","name":"own-1","networking":{"address":"127.0.0.1",
            "inbound":[{"port":{{{FreePorts.Next()}}},"servicePort":{{{FreePorts.Next()}}},"tags":{"kuma.io/service":"own"}}]}}
            """;
        var request = JsonSerializer.Serialize(new
        {
            mesh = "default",
            name = "own-1",
            proxyType = "dataplane",
            adminPort = admin,
            caCert = await File.ReadAllTextAsync(files.CaFile),
            dataplaneResource = own,
        });

        using var http = new HttpClient(files.Handler()) { BaseAddress = new($"https://127.0.0.1:{port}") };
        var bootstrap = await PostAsync(http, "/bootstrap", request);
        var envoy = world.Owns(await EnvoyProcess.StartAsync(Parts.EnvoyOf(release), bootstrap, admin, ["--drain-strategy", "immediate"]));

        await envoy.ReadyAsync();
        await envoy.HasListenersAsync(1);
    }

    private static Task<string> TokenAsync(HttpClient api) =>
        PostAsync(api, "/tokens/dataplane", """{"mesh":"default","validFor":"1h"}""");

    private static async Task<string> PostAsync(HttpClient api, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await api.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, text);
        return text;
    }

    /// <summary>How many streams they have opened so far.</summary>
    private static async Task<long> StreamsAsync(IEnumerable<EnvoyProcess> envoys) =>
        (await Task.WhenAll(envoys.Select(envoy => envoy.SumAsync("^cluster\\.traffictrace/ads\\.upstream_rq_total$")))).Sum();

    private static async Task<string[]> HistoriesAsync(Pair pair) =>
        [await pair.WebEnvoy.ListenerHistoryAsync(), await pair.BackendEnvoy.ListenerHistoryAsync()];
}
