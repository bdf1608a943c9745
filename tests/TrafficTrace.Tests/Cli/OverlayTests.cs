using System.Text.Json.Nodes;

namespace TrafficTrace.Tests.Cli;

/// <summary><c>UPDATE_GOLDEN=1 dotnet test</c> rewrites the patches; review their diff as you would code.</summary>
internal sealed class OverlayTests
{
    private const string Update = "UPDATE_GOLDEN";

    private static readonly string[] Targets = ["istio", "envoy-gateway", "consul", "kuma", "plain"];

    [TestCaseSource(nameof(Targets))]
    public async Task What_a_product_takes_is_printed(string target)
    {
        var run = await CommandRun.OfAsync(
            "generate", "overlay", "--for", target, "--xds-address", "traffictrace.example", "--xds-port", "15678");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Is.EqualTo(Golden(target, run.Output)));
    }

    [TestCase]
    [TestCase("--for", "nginx")]
    [TestCase("--for", "istio", "--xds-port", "0")]
    public async Task A_target_has_to_be_given_and_known(params string[] options)
    {
        var run = await CommandRun.OfAsync(["generate", "overlay", .. options]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task A_manager_with_a_tracer_behind_the_layer_is_steerable()
    {
        var run = await CheckAsync(Dump(Manager()));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("steerable").And.Not.Contain("not in force"));
    }

    [TestCase("""{"stat_prefix": "in"}""", "deaf", "no tracing block")]
    [TestCase("""{"stat_prefix": "in", "tracing": {}}""", "deaf", "no provider")]
    [TestCase(
        """
        {"tracing": {"provider": {"typed_config": {"@type": "x/envoy.config.trace.v3.OpenTelemetryConfig"}}},
         "request_id_extension": {"typed_config": {"use_request_id_for_trace_sampling": false}}}
        """,
        "deaf",
        "use_request_id_for_trace_sampling")]
    [TestCase(
        """{"tracing": {"provider": {"typed_config": {"@type": "x/envoy.config.trace.v3.OpenTelemetryConfig", "sampler": {}}}}}""",
        "only capped",
        "sampler")]
    [TestCase(
        """{"tracing": {"provider": {"typed_config": {"@type": "x/envoy.config.trace.v3.OpenTelemetryConfig"}}}}""",
        "steerable",
        "cuts sampled parents")]
    [TestCase(
        """
        {"tracing": {"provider": {"typed_config": {"@type": "x/envoy.config.trace.v3.ZipkinConfig"}}},
         "route_config": {"virtual_hosts": [{"routes": [{"tracing": {"random_sampling": {}}}]}]}}
        """,
        "steerable",
        "routes have numbers")]
    public async Task Each_manager_is_told_what_can_be_done_to_it(string manager, string verdict, string because)
    {
        var run = await CheckAsync(Dump(JsonNode.Parse(manager)!.AsObject()));
        Assert.That(run.Output, Does.Contain(verdict).And.Contain(because));
        Assert.That(run.ExitCode, Is.EqualTo(verdict == "deaf" ? 1 : 0));
    }

    [TestCase("""[{"name": "admin", "admin_layer": {}}]""", "no runtime layer asks for \"tracing\"")]
    [TestCase(
        """[LAYER, {"name": "late", "static_layer": {"tracing.global_enabled": 1}}]""", "layer \"late\" comes after it and sets tracing")]
    [TestCase("""[LAYER, {"name": "late", "static_layer": {"tracing": {"random_sampling": 1}}}]""", "and sets tracing.random_sampling")]
    [TestCase("""[LAYER, {"name": "late", "rtds_layer": {"name": "other"}}]""", "may win, by its resource \"other\"")]
    public async Task A_layer_that_is_missing_or_that_another_beats_is_told(string layers, string told)
    {
        var run = await CheckAsync(Dump(Manager(), layers.Replace("LAYER", Layer, StringComparison.Ordinal)));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain(told));
    }

    [TestCase("{}", "holds no bootstrap")]
    [TestCase("<html>", "is no JSON")]
    public async Task What_is_no_dump_is_wrong_use(string text, string told)
    {
        var run = await CommandRun.WithInputAsync(text, "overlay", "check", "-");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain(told));
    }

    [Test]
    public async Task A_node_is_not_explained_from_files()
    {
        var run = await CommandRun.OfAsync("explain", "node", "web-1", "-f", "-");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("leave --file out"));
    }

    private const string Layer = """{"name": "traffictrace", "rtds_layer": {"name": "tracing"}}""";

    private static Task<CommandRun> CheckAsync(JsonObject dump) =>
        CommandRun.WithInputAsync(dump.ToJsonString(), "overlay", "check", "-");

    private static JsonObject Manager() => JsonNode.Parse("""
        {"stat_prefix": "in", "tracing": {"provider": {"typed_config": {"@type": "x/envoy.config.trace.v3.ZipkinConfig"}}}}
        """)!.AsObject();

    private static JsonObject Dump(JsonObject manager, string layers = $"[{Layer}]")
    {
        manager["@type"] = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";
        return new JsonObject
        {
            ["configs"] = new JsonArray(
                new JsonObject
                {
                    ["@type"] = "type.googleapis.com/envoy.admin.v3.BootstrapConfigDump",
                    ["bootstrap"] = new JsonObject { ["layered_runtime"] = new JsonObject { ["layers"] = JsonNode.Parse(layers) } },
                },
                new JsonObject
                {
                    ["@type"] = "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
                    ["static_listeners"] = new JsonArray(new JsonObject { ["listener"] = Listener(manager) }),
                }),
        };
    }

    private static JsonObject Listener(JsonObject manager) => new()
    {
        ["name"] = "inbound",
        ["filter_chains"] = new JsonArray(
            new JsonObject { ["filters"] = new JsonArray(new JsonObject { ["typed_config"] = manager }) }),
    };

    private static string Golden(string target, string output)
    {
        var file = Path.Combine(Rooms.Repository.Root, "tests", "TrafficTrace.Tests", "Cli", "Overlay", $"{target}.golden");
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(file, output);
        return File.ReadAllText(file);
    }
}
