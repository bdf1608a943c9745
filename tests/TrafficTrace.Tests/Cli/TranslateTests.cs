using System.Text.Json.Nodes;

namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class TranslateTests
{
    [TestCase("listener", "clusters,endpoints,listeners")]
    [TestCase("rtds", "runtime,clusters,endpoints,listeners")]
    public async Task It_prints_the_parts_that_a_proxy_asks_for(string sampling, string parts)
    {
        using var folder = ResourceFolder.WebAndApi();
        var run = await TranslateAsync(folder, "--sampling", sampling, "-o", "json");
        Assert.That(string.Join(',', JsonNode.Parse(run.Output)!.AsObject().Select(part => part.Key)), Is.EqualTo(parts));
    }

    [Test]
    public async Task A_proxy_that_calls_nobody_has_no_endpoints()
    {
        using var folder = ResourceFolder.WebAndApi();
        var run = await CommandRun.OfAsync("translate", "-f", folder.Path, "--node", "default.api-1", "-o", "json");
        Assert.That(JsonNode.Parse(run.Output)!.AsObject().Select(part => part.Key), Is.EqualTo(new[] { "clusters", "listeners" }));
    }

    [Test]
    public async Task One_part_is_printed_alone()
    {
        using var folder = ResourceFolder.WebAndApi();
        var run = await TranslateAsync(folder, "--type", "runtime");
        Assert.That(run.Output, Is.EqualTo("""
            runtime:
            - name: tracing
              layer:
                tracing.global_enabled:
                  denominator: TEN_THOUSAND
                  numerator: 1000

            """));
    }

    [Test]
    public async Task It_says_which_policy_won_and_why_the_others_lost()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write(
            "web-only.yaml",
            "{type: TrafficTrace, mesh: default, name: web-only, selectors: [{match: {kuma.io/service: web}}], conf: {backend: zipkin}}");
        folder.Write(
            "us.yaml", "{type: TrafficTrace, mesh: default, name: us, selectors: [{match: {region: us}}], conf: {backend: zipkin}}");
        var run = await TranslateAsync(folder);
        const string unused = "selectors: select no Dataplane of mesh default: no proxy is traced by this policy. Compare them with the "
            + "tags of one inbound as a whole (TT1103)";
        const string closest = "the closest tag set (kuma.io/protocol=http, kuma.io/service=web) lacks region=us";
        Assert.That(run.Error, Is.EqualTo($"""
            warning: {folder["us.yaml"]}:1: TrafficTrace default/us: {unused}
            Dataplane default/web-1 is traced: TrafficTrace web-only sends to backend "zipkin"
            not TrafficTrace default/all: less specific than web-only: 1 tag each, but 0 exact against 1
            not TrafficTrace default/us: selects no tag set of this proxy: needs region=us, and {closest}

            """));
    }

    [Test]
    public async Task It_says_why_a_proxy_is_untraced()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("mesh.yaml", ResourceFolder.Mesh);
        var run = await TranslateAsync(folder);
        Assert.That(run.Error, Is.EqualTo("Dataplane default/web-1 is untraced: no TrafficTrace selects this proxy\n"));
    }

    [Test]
    public async Task It_calls_no_proxy_traced_of_which_no_listener_is()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write(
            "web.yaml",
            "{type: Dataplane, mesh: default, name: web-1, networking: {address: 10.0.0.1, inbound: [{port: 8080, tags: "
                + "{kuma.io/service: web, kuma.io/protocol: tcp}}]}}");
        var run = await TranslateAsync(folder);
        Assert.That(
            run.Error,
            Does.EndWith(
                "Dataplane default/web-1 is untraced: TrafficTrace all selects this proxy, but none of its listeners can be traced: "
                    + "inbound 8080 speaks tcp\n"));
    }

    [Test]
    public async Task A_file_with_an_error_is_not_translated()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("x.yaml", "{type: TrafficTrace, mesh: default, name: x}");
        var run = await TranslateAsync(folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Output, Is.Empty);
            Assert.That(
                run.Error, Is.EqualTo($"error: {folder["x.yaml"]}:1: TrafficTrace default/x: selectors: must have at least one element\n"));
        }
    }

    [TestCase("default.nix", "There is no Dataplane \"nix\" in mesh \"default\" in these files. There are: api-1, web-1.\n")]
    [TestCase("nix.web-1", "There is no Dataplane \"web-1\" in mesh \"nix\" in these files.\n")]
    [TestCase(
        "default.api-1",
        "The address \"api.test\" of Dataplane default/api-1 is a name, which only the control plane looks up: put an IP address there "
            + "to see the configuration.\n")]
    public async Task A_node_that_cannot_be_translated_is_told_why(string node, string message)
    {
        using var folder = ResourceFolder.WebAndApi(apiAddress: "api.test");
        Assert.That(await CommandRun.OfAsync("translate", "-f", folder.Path, "--node", node), Is.EqualTo(new CommandRun(1, "", message)));
    }

    [Test]
    public async Task Endpoints_whose_address_is_a_name_are_missing_and_that_is_said()
    {
        using var folder = ResourceFolder.WebAndApi(apiAddress: "api.test");
        var run = await TranslateAsync(folder, "--type", "endpoints", "-o", "json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(
                run.Error,
                Does.EndWith(
                    "warning: Dataplane default/api-1: its address \"api.test\" is a name, which only the control plane looks up: it is "
                        + "missing from the endpoints here\n"));
            Assert.That(run.Output, Does.Contain("default/api").And.Not.Contain("lbEndpoints"));
        }
    }

    [Test]
    public async Task Envoy_accepts_the_static_bootstrap(
        [Values("listener", "rtds")] string sampling, [Values("yaml", "json")] string format)
    {
        using var folder = ResourceFolder.WebAndApi();
        var run = await TranslateAsync(folder, "--static", "--sampling", sampling, "-o", format);
        Assert.That(run.Output, Does.Not.Contain("edsClusterConfig").And.Contain("127.0.0.2"));
        Assert.That(await EnvoyValidation.ValidateAsync(run.Output), Does.EndWith("OK"));
    }

    [Test]
    public async Task Envoy_accepts_a_static_bootstrap_with_routes_and_secrets([Values("listener", "rtds")] string sampling)
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("mesh.yaml", """
            type: Mesh
            name: default
            tracing:
              defaultBackend: otel
              backends:
              - name: otel
                type: opentelemetry
                conf: {endpoint: '127.0.0.1:4317', headers: [{name: authorization, secret: token}]}
            """);
        folder.Write("policies.yaml", """
            type: TrafficTrace
            mesh: default
            name: all
            selectors: [{match: {kuma.io/service: '*'}}]
            conf: {healthChecks: off}
            """);
        var run = await TranslateAsync(folder, "--static", "--sampling", sampling);
        Assert.That(run.Output, Does.Contain("<the secret default/token>").And.Contain("/healthz").And.Not.Contain("rds:"));
        Assert.That(await EnvoyValidation.ValidateAsync(run.Output), Does.EndWith("OK"));
    }

    [TestCase("--static prints a whole bootstrap", "--type", "clusters", "--static")]
    public async Task A_wrong_option_ends_with_2(string message, params string[] options)
    {
        using var folder = ResourceFolder.WebAndApi();
        var run = await TranslateAsync(folder, options);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.StartWith(message));
        }
    }

    private static Task<CommandRun> TranslateAsync(ResourceFolder folder, params string[] options) =>
        CommandRun.OfAsync(["translate", "-f", folder.Path, "--node", "default.web-1", .. options]);
}
