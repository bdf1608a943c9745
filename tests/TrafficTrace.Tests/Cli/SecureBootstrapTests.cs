using System.Text.Json.Nodes;
using TrafficTrace.Core.Wire.Yaml;
using TrafficTrace.Tests.Golden;
using TrafficTrace.Tests.Tls;

namespace TrafficTrace.Tests.Cli;

/// <summary>Bootstraps over TLS, with a token, with a Dataplane of the proxy's own.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SecureBootstrapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_certificate_has_to_be_of_the_authority_and_for_an_address_that_is_called()
    {
        var tls = (await ClusterAsync("--ca", "/etc/ca.crt", "--xds-address", "cp.example", "--xds-address", "::1"))
            ["transport_socket"]!["typed_config"]!;
        var context = tls["common_tls_context"]!["validation_context"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{tls["sni"]}", Is.EqualTo("cp.example"));
            Assert.That($"{context["trusted_ca"]!["filename"]}", Is.EqualTo("/etc/ca.crt"));
            Assert.That(
                context["match_typed_subject_alt_names"]!.AsArray().Select(name => $"{name!["san_type"]} {name["matcher"]!["exact"]}"),
                Is.EqualTo(["DNS cp.example", "IP_ADDRESS ::1"]));
        }
    }

    [Test]
    public async Task Of_several_addresses_each_is_an_endpoint()
    {
        var endpoints = (await ClusterAsync("--xds-address", "10.0.0.1", "--xds-address", "10.0.0.2"))
            ["load_assignment"]!["endpoints"]![0]!["lb_endpoints"]!.AsArray();
        Assert.That(
            endpoints.Select(one => $"{one!["endpoint"]!["address"]!["socket_address"]!["address"]}"),
            Is.EqualTo(["10.0.0.1", "10.0.0.2"]));
    }

    [Test]
    public async Task A_token_is_found_by_a_file_beside_it_which_is_written()
    {
        var token = _folder.Write("token", "x.y.z");
        var run = await RunAsync("--name", "web-1", "--ca", "/etc/ca.crt", "--token-file", token);
        var secret = YamlJson.Read(await File.ReadAllTextAsync($"{token}.sds.yaml"), "secret").Documents[0]["resources"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain($"\"{token}.sds.yaml\"").And.Not.Contain("x.y.z"));
            Assert.That($"{secret["generic_secret"]!["secret"]!["filename"]}", Is.EqualTo(token));
            Assert.That(run.Error, Is.EqualTo($"Wrote {token}.sds.yaml, by which Envoy finds the token.\n"));
        }
    }

    [Test]
    public async Task An_Envoy_that_reads_the_file_beside_a_token_finds_it_whole_while_it_is_written_anew()
    {
        var token = _folder.Write("token", "x.y.z");
        var former = _folder.Write("token.sds.yaml", "what was there");
        using var reader = File.OpenText(former);
        await RunAsync("--name", "web-1", "--ca", "/etc/ca.crt", "--token-file", token);
        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("what was there"));
    }

    [Test]
    public async Task What_is_doubtful_about_a_token_is_told()
    {
        var token = _folder.Write("token", "x.y.z\n");
        var here = await RunAsync("--name", "web-1", "--token-file", token);
        var elsewhere = await RunAsync("--name", "web-1", "--ca", "/etc/ca.crt", "--token-file", "/nowhere/token");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(here.Error, Does.Contain("Without --ca the token goes over plain text").And.Contain("ends with a line end"));
            Assert.That(elsewhere.Error, Does.Contain("/nowhere/token.sds.yaml has to stand beside it").And.Contain("generic_secret"));
        }
    }

    [Test]
    public async Task A_Dataplane_of_the_proxys_own_goes_along_and_says_which_node_it_is()
    {
        var file = _folder.Write(
            "web-1.yaml",
            """
            type: Dataplane
            mesh: eu
            name: web-1
            networking:
              address: 127.0.0.1
              inbound: [{ port: 8080, servicePort: 9090, tags: { kuma.io/service: web } }]
            """);
        var run = await RunAsync("--dataplane", file);
        var node = YamlJson.Read(run.Output, "bootstrap").Documents[0]["node"]!;
        var own = JsonNode.Parse($"{node["metadata"]!["dataplane.resource"]}")!;
        var other = await RunAsync("--dataplane", file, "--name", "web-2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{node["id"]}", Is.EqualTo("eu.web-1"));
            Assert.That($"{own["type"]} {own["mesh"]} {own["name"]}", Is.EqualTo("Dataplane eu web-1"));
            Assert.That($"{own["networking"]!["inbound"]![0]!["port"]}", Is.EqualTo("8080"));
            Assert.That(other.ExitCode, Is.EqualTo(2));
            Assert.That(other.Error, Is.EqualTo("--name \"web-2\": the Dataplane of the file says \"web-1\".\n"));
        }
    }

    [Test]
    public async Task Each_release_of_Envoy_takes_a_bootstrap_and_an_overlay_with_all_of_it()
    {
        using var folder = new TemporaryFolder();
        await CommandRun.OfAsync("generate", "tls", "--out", folder.Path, "--host", "localhost");
        var token = folder.Write("token", "x.y.z");
        string[] access =
        [
            "--ca", folder.File("ca.crt"), "--client-cert", folder.File("tls.crt"), "--client-key", folder.File("tls.key"),
            "--token-file", token, "--xds-address", "localhost", "--xds-address", "127.0.0.1",
        ];
        var bootstrap = await RunAsync(["--name", "web-1", .. access]);
        var overlay = await CommandRun.OfAsync(["generate", "overlay", "--for", "plain", .. access]);
        foreach (var envoy in EnvoyBinary.All())
        {
            Assert.That(await EnvoyValidation.ValidateAsync(bootstrap.Output, envoy), Does.EndWith("OK"));
            Assert.That(
                await EnvoyValidation.ValidateAsync("node: {id: web-1, cluster: web}\n" + overlay.Output, envoy), Does.EndWith("OK"));
        }
    }

    [TestCase("--client-cert and --client-key go together", "--client-cert", "a")]
    [TestCase("--client-cert is about TLS: give --ca too", "--client-cert", "a", "--client-key", "b")]
    [TestCase("Option '--name' is required, unless --dataplane says it")]
    public async Task Wrong_use_is_told(string told, params string[] options)
    {
        var run = await RunAsync([.. options.Length == 0 ? Array.Empty<string>() : ["--name", "web-1"], .. options]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.Contain(told));
        }
    }

    private static Task<CommandRun> RunAsync(params string[] options) => CommandRun.OfAsync(["generate", "bootstrap", .. options]);

    private static async Task<JsonNode> ClusterAsync(params string[] options)
    {
        var run = await RunAsync(["--name", "web-1", .. options]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return YamlJson.Read(run.Output, "bootstrap").Documents[0]["static_resources"]!["clusters"]![0]!;
    }
}
