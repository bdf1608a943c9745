namespace TrafficTrace.Tests.Cli;

/// <summary>Each thing that a TrafficTrace and a MeshTrace say differently, or that one of them alone can say.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ConvertLossTests
{
    [TestCase("trustClient: false", "conf.trustClient")]
    [TestCase("rules: [{match: {path: {prefix: /a}}, off: true}]", "conf.rules")]
    [TestCase("healthChecks: 'off'", "conf.healthChecks")]
    [TestCase("tags: [{name: a, format: '%PROTOCOL%'}]", "conf.tags[0]")]
    [TestCase("tags: [{name: a, metadata: {kind: request, key: k, path: [p]}}]", "conf.tags[0]")]
    [TestCase("maxPathTagLength: 9", "conf.maxPathTagLength")]
    [TestCase("verbose: true", "conf.verbose")]
    [TestCase("spanName: {server: x}", "conf.spanName")]
    [TestCase("spawnUpstreamSpan: true", "conf.spawnUpstreamSpan")]
    [TestCase("meshTags: true", "conf.meshTags")]
    public async Task What_a_TrafficTrace_alone_says_is_told_with_its_place(string field, string path)
    {
        var run = await ToMeshTraceAsync("{name: z, type: zipkin, conf: {url: 'http://z:9411/s'}}", $"backend: z, {field}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Error, Does.Contain($"note: stdin:9: TrafficTrace demo/a: {path}: "));
            Assert.That(run.Output, Does.Contain("url: http://z:9411/s").And.Not.Contain("tags:"));
        }
    }

    [TestCase("type: zipkin, conf: {url: 'http://z:9411/s', propagation: b3-w3c}", "propagation", "url: http://z:9411/s\n")]
    [TestCase("type: zipkin, conf: {url: 'https://z:9411/s', tls: {verify: false}}", "tls", "url: https://z:9411/s\n")]
    [TestCase("type: zipkin, conf: {url: 'http://z:9411/s', apiVersion: httpJsonV1}", "", "apiVersion: httpJson\n")]
    [TestCase("type: zipkin, conf: {url: 'http://z:9411/s'}", "", "apiVersion: httpJson\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: 'o:4318', protocol: http}", "protocol", "endpoint: o:4318\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: 'https://o/p', protocol: http}", "endpoint", "endpoint: o:4318\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: 'http://[::1]:9'}", "endpoint", "endpoint: '[::1]:9'\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: o, headers: [{name: a, value: b}]}", "headers", "endpoint: o\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: o, timeout: 5s}", "timeout", "endpoint: o\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: o, tls: {verify: false}}", "tls", "endpoint: o\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: o, serviceName: s}", "serviceName", "endpoint: o\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: o, resourceAttributes: {a: b}}", "resourceAttributes", "endpoint: o\n")]
    [TestCase("type: opentelemetry, conf: {endpoint: o, maxCacheSize: 9}", "maxCacheSize", "endpoint: o\n")]
    public async Task What_a_backend_of_a_Mesh_alone_says_is_told_with_its_place(string backend, string field, string written)
    {
        var run = await ToMeshTraceAsync($"{{name: z, {backend}}}", "backend: z");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            if (field.Length > 0) Assert.That(run.Error, Does.Contain($"note: stdin:4: Mesh demo: tracing.backends[0].conf.{field}: "));
            else Assert.That(run.Error, Does.Not.Contain("note:"));
            Assert.That(run.Output, Does.Contain(written));
        }
    }

    [TestCase("sampling: 20", "", "      overall: 20\n")]
    [TestCase("sampling: 20", ", sampling: {random: 3, client: 0}", "      overall: 20\n      random: 3\n      client: 0\n")]
    [TestCase("sampling: 20", ", sampling: {overall: 0.01}", "      overall: '0.01'\n")]
    public async Task The_sampling_of_the_backend_counts_where_the_policy_says_none(string ofBackend, string ofPolicy, string written)
    {
        var run = await ToMeshTraceAsync(
            $"{{name: z, type: datadog, {ofBackend}, conf: {{address: d, port: 1}}}}", $"backend: z{ofPolicy}");
        Assert.That(run.Output, Does.Contain($"    sampling:\n{written}"), run.Error);
    }

    [Test]
    public async Task A_policy_without_a_backend_turns_tracing_off()
    {
        var run = await ToMeshTraceAsync("{name: z, type: datadog, conf: {address: d, port: 1}}", "backend: other");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("    backends: []\n"), run.Error);
            Assert.That(run.Error, Does.Contain("note: stdin:9: TrafficTrace demo/a: conf.backend: there is no such backend"));
        }
    }

    [TestCase(
        "{targetRef: {kind: Mesh, proxyTypes: [Sidecar]}, default: {backends: []}}",
        "spec.targetRef.proxyTypes: has no counterpart")]
    [TestCase("{targetRef: {kind: Mesh}, to: [], default: {backends: []}}", "spec.to: has no counterpart")]
    [TestCase("{default: {backends: [], other: 1}}", "spec.default.other: has no counterpart")]
    [TestCase("{default: {backends: []}}", "spec.default.backends: is empty, which turns tracing off")]
    [TestCase("{default: {backends: [], sampling: {random: x}}}", "spec.default.sampling.random: is no number from 0 to 100")]
    [TestCase("{default: {backends: [], sampling: {client: 101}}}", "spec.default.sampling.client: is no number from 0 to 100")]
    [TestCase("{default: {backends: [], tags: [{name: a}]}}", "spec.default.tags[0]: is left out")]
    [TestCase("{default: {backends: [], tags: [{name: a, literal: ''}]}}", "spec.default.tags[0]: is left out")]
    [TestCase(
        "{default: {backends: [{type: Datadog, datadog: {url: 'https://d:1/x'}}]}}",
        "spec.default.backends[0].datadog.url: host and port alone are carried over")]
    [TestCase(
        "{default: {backends: [{type: Datadog, datadog: {url: 'http://d:1'}}, {type: Zipkin}]}}",
        "spec.default.backends[1]: is left out: a proxy has one backend")]
    public async Task What_a_MeshTrace_alone_says_is_told_with_its_place(string spec, string told)
    {
        var run = await ToTrafficTraceAsync($"type: MeshTrace\nmesh: demo\nname: a\nspec: {spec}\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Error, Does.Contain($"note: stdin:4: MeshTrace demo/a: {told}"));
            Assert.That(run.Error, Does.Not.Contain("error:"));
        }
    }

    [Test]
    public async Task A_MeshTrace_that_turns_tracing_off_names_a_backend_that_no_Mesh_has()
    {
        var run = await ToTrafficTraceAsync(
            """
            type: Mesh
            name: demo
            tracing: {defaultBackend: none, backends: [{name: none, type: datadog, conf: {address: d, port: 1}}]}
            ---
            type: MeshTrace
            mesh: demo
            name: a
            spec: {targetRef: {kind: Mesh}, default: {backends: []}}
            """);
        Assert.That(run.Output, Does.Contain("conf:\n  backend: none-2\n"), run.Error);
    }

    [Test]
    public async Task A_shadow_policy_changes_nothing_in_Kuma_and_is_not_converted()
    {
        var run = await ToTrafficTraceAsync(
            "type: MeshTrace\nname: a\nlabels: {kuma.io/effect: shadow}\nspec: {default: {backends: []}}\n");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("error: stdin:3: MeshTrace default/a: labels.kuma.io/effect: is not in force in Kuma"));
    }

    [Test]
    public async Task Backends_that_say_the_same_become_one_and_others_get_names_of_their_own()
    {
        const string zipkin = "{type: Zipkin, zipkin: {url: 'http://z:9411/s'}}";
        var run = await ToTrafficTraceAsync(
            "type: Mesh\nname: demo\ntracing: {backends: [{name: a, type: datadog, conf: {address: d, port: 1}}]}\n---\n"
                + MeshTrace("a", "{kind: Mesh}", zipkin) + MeshTrace("b", "{kind: MeshService, name: b}", zipkin)
                + MeshTrace("c", "{kind: MeshService, name: c}", "{type: Datadog, datadog: {url: 'http://e:2'}}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output.Split("type: zipkin"), Has.Length.EqualTo(2), run.Error);
            Assert.That(run.Output.Split("  backend: a-2\n"), Has.Length.EqualTo(3));
            Assert.That(run.Output, Does.Contain("  - name: c\n    type: datadog\n").And.Contain("  backend: c\n"));
        }
    }

    [Test]
    public async Task What_Kuma_joins_from_a_less_specific_MeshTrace_is_told()
    {
        const string zipkin = "{type: Zipkin, zipkin: {url: 'http://z:9411/s'}}";
        var run = await ToTrafficTraceAsync(
            MeshTrace("all", "{kind: Mesh}", zipkin, ", sampling: {random: 5}")
                + MeshTrace("web", "{kind: MeshService, name: web}", zipkin));
        Assert.That(run.Error, Does.Contain(
            "note: stdin:9: MeshTrace demo/web: spec.default.sampling.random: is not said here: for a proxy that both select, "
                + "Kuma takes it from MeshTrace all; a TrafficTrace takes nothing from another"));
    }

    [Test]
    public async Task Where_another_MeshTrace_would_win_it_is_told()
    {
        var run = await ToTrafficTraceAsync(
            MeshTrace("a", "{kind: MeshService, name: web}", "") + MeshTrace("b", "{kind: MeshSubset, tags: {v: '1', w: '2'}}", ""));
        Assert.That(run.Error, Does.Contain(
            "note: mesh demo: for a proxy that both select, MeshTrace a wins over b now; of the TrafficTraces the second will"));
    }

    [Test]
    public async Task No_selector_takes_the_name_of_another_policy()
    {
        var run = await CommandRun.WithInputAsync(
            """
            {type: Mesh, name: demo}
            ---
            {type: TrafficTrace, mesh: demo, name: a, selectors: [{match: {kuma.io/service: x}}, {match: {kuma.io/service: v}}]}
            ---
            {type: TrafficTrace, mesh: demo, name: a-2, selectors: [{match: {kuma.io/service: z}}]}
            """,
            "convert", "--to", "meshtrace", "-f", "-");
        var names = run.Output.Split('\n').Where(line => line.StartsWith("name: ", StringComparison.Ordinal));
        Assert.That(names, Is.EqualTo(["name: a", "name: a-2-2", "name: a-2"]), run.Error);
    }

    private static Task<CommandRun> ToMeshTraceAsync(string backend, string conf) => CommandRun.WithInputAsync(
        $"""
        type: Mesh
        name: demo
        tracing:
          backends: [{backend}]
        ---
        type: TrafficTrace
        mesh: demo
        name: a
        conf: {"{"}{conf}{"}"}
        selectors: [{"{"}match: {"{"}kuma.io/service: '*'{"}}"}]
        """,
        "convert", "--to", "meshtrace", "-f", "-");

    private static Task<CommandRun> ToTrafficTraceAsync(string documents) =>
        CommandRun.WithInputAsync(documents, "convert", "--to", "traffictrace", "-f", "-");

    private static string MeshTrace(string name, string target, string backend, string more = "") =>
        $"type: MeshTrace\nmesh: demo\nname: {name}\nspec: {{targetRef: {target}, default: {{backends: [{backend}]{more}}}}}\n---\n";
}
