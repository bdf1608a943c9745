using YamlDotNet.RepresentationModel;

namespace TrafficTrace.Tests.Cli;

internal sealed class BootstrapTests
{
    [Test]
    public async Task The_node_id_is_mesh_dot_name_and_the_cluster_is_the_service()
    {
        var bootstrap = await BootstrapAsync("--mesh", "eu", "--name", "web-1", "--service", "web: \"shop\"");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(bootstrap, "node", "id"), Is.EqualTo("eu.web-1"));
            Assert.That(Text(bootstrap, "node", "cluster"), Is.EqualTo("web: \"shop\""));
        }
    }

    [Test]
    public async Task The_service_is_the_dataplane_when_none_is_given()
    {
        var bootstrap = await BootstrapAsync("--name", "web-1");
        Assert.That(Text(bootstrap, "node", "cluster"), Is.EqualTo("web-1"));
    }

    [TestCase("127.0.0.1", "STATIC", "127.0.0.1", null)]
    [TestCase("[::1]", "STATIC", "::1", null)]
    [TestCase("2001:db8::1", "STATIC", "2001:db8::1", null)]
    [TestCase("control-plane.internal", "STRICT_DNS", "control-plane.internal", "ALL")]
    public async Task The_control_plane_is_reached_by_ip_or_by_dns(string address, string clusterType, string written, string? family)
    {
        var bootstrap = await BootstrapAsync("--name", "web-1", "--xds-address", address, "--xds-port", "15678");
        var cluster = bootstrap["static_resources"]["clusters"][0];
        var socket = cluster["load_assignment"]["endpoints"][0]["lb_endpoints"][0]["endpoint"]["address"]["socket_address"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(cluster, "type"), Is.EqualTo(clusterType));
            var isNamed = ((YamlMappingNode)cluster).Children.TryGetValue("dns_lookup_family", out var lookup);
            Assert.That(isNamed ? $"{lookup}" : null, Is.EqualTo(family), "of a name Envoy would try the IPv6 address alone");
            Assert.That(Text(socket, "address"), Is.EqualTo(written));
            Assert.That(Text(socket, "port_value"), Is.EqualTo("15678"));
        }
    }

    [Test]
    public async Task Sampling_stands_on_a_floor_of_zero_and_admin_overrides_it()
    {
        var bootstrap = await BootstrapAsync("--name", "web-1");
        var layers = (YamlSequenceNode)bootstrap["layered_runtime"]["layers"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(layers.Select(layer => Text(layer, "name")), Is.EqualTo(["floor", "tracing", "admin"]));
            Assert.That(Text(layers[0], "static_layer", "tracing.global_enabled"), Is.EqualTo("0"));
            Assert.That(Text(layers[1], "rtds_layer", "rtds_config", "initial_fetch_timeout"), Is.EqualTo("1s"));
        }
    }

    [TestCase(new string[0], "600")]
    [TestCase(new[] { "--drain-time", "1m30s" }, "90")]
    [TestCase(new[] { "--drain-time", "500ms" }, "1")]
    public async Task The_drain_time_stands_in_the_metadata_as_in_the_line_that_starts_Envoy(string[] options, string seconds)
    {
        var run = await CommandRun.OfAsync(["generate", "bootstrap", "--name", "web-1", .. options]);
        Assert.That(run.Output, Does.Contain($" --drain-time-s {seconds}\n").And.Contain($"{{drainTimeSeconds: {seconds}}}"));
    }

    [Test]
    public async Task Without_rtds_there_is_no_floor_either()
    {
        // With the floor alone nothing would ever be sampled.
        var bootstrap = await BootstrapAsync("--name", "web-1", "--rtds", "false");
        var layers = (YamlSequenceNode)bootstrap["layered_runtime"]["layers"];
        Assert.That(layers.Select(layer => Text(layer, "name")), Is.EqualTo(["admin"]));
    }

    [TestCase("GRPC")]
    [TestCase("DELTA_GRPC")]
    public async Task The_api_type_is_as_asked(string apiType)
    {
        var bootstrap = await BootstrapAsync("--name", "web-1", "--api-type", apiType, "--admin-port", "0");
        Assert.That(Text(bootstrap, "dynamic_resources", "ads_config", "api_type"), Is.EqualTo(apiType));
    }

    [Test]
    public async Task Everything_wrong_with_the_command_line_is_said_at_once()
    {
        var run = await CommandRun.OfAsync(
            "generate",
            "bootstrap",
            "--mesh",
            "a.b",
            "--name",
            "-x",
            "--xds-address",
            "h:80",
            "--xds-port",
            "0",
            "--admin-port",
            "65536",
            "--service",
            " ");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Output, Is.Empty);
            Assert.That(run.Error, Does.Contain("--mesh \"a.b\": a mesh name has no dots"));
            Assert.That(
                run.Error, Does.Contain("--name \"-x\": invalid characters. Valid characters are numbers, lowercase latin letters"));
            Assert.That(run.Error, Does.Contain("--xds-address \"h:80\": it is neither an IP address nor a DNS name"));
            Assert.That(run.Error, Does.Contain("--xds-port \"0\": a port is a number from 1 to 65535"));
            Assert.That(run.Error, Does.Contain("--admin-port \"65536\": a port is a number from 0 to 65535"));
            Assert.That(run.Error, Does.Contain("--service \" \": the service name must not be empty"));
        }
    }

    [TestCase("generate", "bootstrap")]
    [TestCase("generate")]
    [TestCase("dumb")]
    [TestCase("generate", "bootstrap", "--name", "web-1", "--api-type", "REST")]
    public async Task A_command_line_that_cannot_be_read_ends_with_2(params string[] args)
    {
        var run = await CommandRun.OfAsync(args);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.Contain("--help"));
        }
    }

    private static async Task<YamlNode> BootstrapAsync(params string[] options)
    {
        var run = await CommandRun.OfAsync(["generate", "bootstrap", .. options]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(run.Output));
        return yaml.Documents[0].RootNode;
    }

    private static string? Text(YamlNode node, params string[] path) =>
        ((YamlScalarNode)path.Aggregate(node, (inner, key) => inner[key])).Value;
}
