using System.Globalization;
using System.Text;

namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class ConvertTests
{
    private const string Mesh = """
        type: Mesh
        name: demo
        tracing:
          defaultBackend: zipkin
          backends:
          - {name: zipkin, type: zipkin, sampling: 0.5,
             conf: {url: 'http://z:9411/api/v2/spans', apiVersion: httpProto, traceId128bit: true}}
          - {name: dd, type: datadog, conf: {address: agent, port: 8126, splitService: true}}

        """;

    [Test]
    public async Task A_TrafficTrace_becomes_a_MeshTrace_with_its_backend_in_it()
    {
        var run = await ToMeshTraceAsync(Mesh, Policy("all", "{match: {kuma.io/service: '*'}}"));
        Assert.That(run.Output, Is.EqualTo("""
            type: MeshTrace
            mesh: demo
            name: all
            spec:
              targetRef:
                kind: Mesh
              default:
                backends:
                - type: Zipkin
                  zipkin:
                    url: http://z:9411/api/v2/spans
                    apiVersion: httpProto
                    traceId128bit: true
                sampling:
                  overall: '0.5'

            """), run.Error);
    }

    [Test]
    public async Task Each_selector_becomes_one_of_its_own()
    {
        const string selectors =
            "{match: {kuma.io/service: web}}, {match: {kuma.io/service: '*', zone: a}}, {match: {kuma.io/service: b, v: '2'}}";
        var run = await ToMeshTraceAsync(Mesh, Policy("some", selectors, "dd"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("name: some\n").And.Contain("name: some-2\n").And.Contain("name: some-3\n"), run.Error);
            Assert.That(run.Output, Does.Contain("    kind: MeshService\n    name: web\n"));
            Assert.That(run.Output, Does.Contain("    kind: MeshSubset\n    tags:\n      zone: a\n"));
            Assert.That(run.Output, Does.Contain("    kind: MeshServiceSubset\n    name: b\n    tags:\n      v: '2'\n"));
            Assert.That(run.Output, Does.Contain("        url: http://agent:8126\n        splitService: true\n"));
            Assert.That(run.Output, Does.Contain("overall: 100\n"));
        }
    }

    [Test]
    public async Task Where_another_policy_would_win_it_is_told()
    {
        var run = await ToMeshTraceAsync(
            Mesh, Policy("a", "{match: {kuma.io/service: web}}"), Policy("b", "{match: {kuma.io/service: '*', v: v1, w: w1}}"));
        Assert.That(run.Error, Does.Contain("TrafficTrace b wins over a now; of the MeshTraces b and a the second will"));
    }

    [Test]
    public async Task What_no_targetRef_can_say_is_an_error()
    {
        var run = await ToMeshTraceAsync(Mesh, Policy("a", "{match: {kuma.io/service: web, v: '*'}}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Output, Is.Empty);
            Assert.That(run.Error, Does.Contain(
                "error: stdin:13: TrafficTrace demo/a: selectors[0].match: a targetRef cannot ask that v is there with any value"));
        }
    }

    [Test]
    public async Task A_policy_without_its_Mesh_is_an_error()
    {
        var run = await ToMeshTraceAsync(Policy("a", "{match: {kuma.io/service: web}}"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("error: stdin:1: TrafficTrace demo/a: its Mesh holds its backend, and is not in the files"));
    }

    [Test]
    public async Task What_holds_no_TrafficTrace_is_told()
    {
        var run = await ToMeshTraceAsync(Mesh);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("error: The files hold no TrafficTrace.\n"));
    }

    [TestCase("{match: {kuma.io/service: '*'}}", "zipkin")]
    [TestCase("{match: {kuma.io/service: web, version: '2'}}", "dd")]
    public async Task The_way_back_gives_a_policy_that_says_the_same(string selector, string backend)
    {
        var there = await ToMeshTraceAsync(Mesh, Policy("all", selector, backend));
        var back = await CommandRun.WithInputAsync(there.Output, "convert", "--to", "traffictrace", "-f", "-");
        var again = await CommandRun.WithInputAsync(back.Output, "convert", "--to", "meshtrace", "-f", "-");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(back.ExitCode, Is.Zero, back.Error);
            Assert.That(again.Output, Is.EqualTo(there.Output), again.Error);
        }
    }

    [Test]
    public async Task A_MeshTrace_of_Kubernetes_goes_into_the_Mesh_that_is_there()
    {
        var run = await CommandRun.WithInputAsync(
            """
            apiVersion: kuma.io/v1alpha1
            kind: MeshTrace
            metadata: {name: all, namespace: kuma-system, labels: {kuma.io/mesh: demo}}
            spec:
              targetRef: {kind: Mesh}
              default:
                backends: [{type: Zipkin, zipkin: {url: 'http://z/api/v2/spans'}}]
                sampling: {overall: 10, random: 5}
                tags: [{name: x, literal: core}]
            ---
            """ + "\n" + Mesh,
            "convert", "--to", "traffictrace", "-f", "-");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Output, Does.Contain("defaultBackend: zipkin").And.Contain("- name: dd"));
            Assert.That(run.Output, Does.Contain("""
                      url: http://z:80/api/v2/spans
                ---
                type: TrafficTrace
                mesh: demo
                name: all
                selectors:
                - match:
                    kuma.io/service: '*'
                conf:
                  backend: all
                  sampling:
                    overall: 10
                    random: 5
                  tags:
                  - name: x
                    literal: core

                """));
            Assert.That(run.Error, Is.EqualTo(
                "note: stdin:7: MeshTrace demo/all: spec.default.backends[0].zipkin.url: has no port: 80 is written\n"));
        }
    }

    [TestCase(
        "{kind: Dataplane, labels: {a: b}}",
        "{type: Zipkin, zipkin: {url: 'http://z:1/'}}",
        "spec.targetRef.kind: a targetRef of kind Dataplane")]
    [TestCase("{kind: Mesh}", "{type: SkyWalking}", "spec.default.backends[0].type: a backend of type SkyWalking is not served")]
    [TestCase("{kind: Mesh}", "{type: Zipkin, zipkin: {url: /spans}}", "spec.default.backends[0].zipkin.url: is no URL of http or https")]
    [TestCase(
        "{kind: Mesh}",
        "{type: OpenTelemetry, openTelemetry: {backendRef: {kind: MeshOpenTelemetryBackend}}}",
        "spec.default.backends[0].openTelemetry.endpoint: is empty")]
    public async Task What_a_TrafficTrace_cannot_say_is_an_error(string target, string backend, string told)
    {
        var document = $"type: MeshTrace\nmesh: demo\nname: a\nspec: {{targetRef: {target}, default: {{backends: [{backend}]}}}}\n";
        var run = await CommandRun.WithInputAsync(document, "convert", "--to", "traffictrace", "-f", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain($"error: stdin:4: MeshTrace demo/a: {told}"));
    }

    [TestCase("type: MeshTrace\nspec: 5\n")]
    [TestCase("type: MeshTrace\nspec: {targetRef: [a], default: [1, null]}\n")]
    [TestCase("type: MeshTrace\nname: {a: b}\nspec: {targetRef: x, default: {backends: {a: b}, sampling: [1], tags: {a: b}}}\n")]
    [TestCase("type: MeshTrace\nspec: {targetRef: {name: [a], tags: [a]}, default: {backends: [null, 5, [x]], tags: [null, 5]}}\n")]
    [TestCase("kind: Telemetry\napiVersion: telemetry.istio.io/v1\nmetadata: 5\nspec: {tracing: [null, 5], selector: [x]}\n")]
    [TestCase("kind: EnvoyProxy\napiVersion: gateway.envoyproxy.io/v1\nspec: {telemetry: {tracing: {provider: [x], customTags: [y]}}}\n")]
    [TestCase("kind: ConfigMap\napiVersion: v1\ndata: {mesh: '{'}\n")]
    [TestCase("- null\n- 5\n- [[]]\n- {items: [null, 7]}\n")]
    public async Task Documents_of_any_shape_are_answered(string text)
    {
        var run = await CommandRun.WithInputAsync(text, "convert", "--to", "traffictrace", "-f", "-");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero.Or.EqualTo(1));
            Assert.That(run.Error, Does.Match(@"(?m)^(error|note): ").Or.StartsWith("Nothing was converted"));
        }
    }

    [Test]
    public async Task What_can_be_converted_is_although_other_policies_cannot()
    {
        const string documents = """
            type: MeshTrace
            mesh: demo
            name: a
            spec: {targetRef: {kind: MeshGateway, name: edge}, default: {backends: []}}
            ---
            type: MeshTrace
            mesh: demo
            name: b
            spec: {targetRef: {kind: Mesh}, default: {backends: [{type: OpenTelemetry, openTelemetry: {endpoint: 'o:4317'}}]}}
            """;
        var run = await CommandRun.WithInputAsync(documents, "convert", "--to", "traffictrace", "-f", "-");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Error, Does.Contain("error: stdin:4: MeshTrace demo/a: spec.targetRef.kind: a targetRef of kind MeshGateway"));
            Assert.That(run.Output, Does.Contain("endpoint: o:4317").And.Contain("name: b").And.Not.Contain("name: a\n"));
        }
    }

    [Test]
    public async Task What_the_control_plane_would_refuse_of_the_result_is_told()
    {
        const string document = """
            type: MeshTrace
            mesh: demo
            name: a
            spec: {default: {backends: [{type: Zipkin, zipkin: {url: 'http://z:9411'}}]}}
            """;
        var run = await CommandRun.WithInputAsync(document, "convert", "--to", "traffictrace", "-f", "-");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Error, Does.Contain("error: result:8: Mesh demo: tracing.backends[0].conf.url: "));
        }
    }

    [TestCase("{", 2, "stdin:2: cannot be read as YAML or JSON: ")]
    [TestCase("type: MeshTrace\ntype: Mesh\n", 2, "stdin:2: the key \"type\" stands here and in line 1 of one mapping")]
    [TestCase("type: Mesh\nname: a\n", 1, "The files hold no MeshTrace, no Telemetry with tracing and no EnvoyProxy with tracing.")]
    public async Task What_holds_no_MeshTrace_is_told(string text, int exitCode, string told)
    {
        var run = await CommandRun.WithInputAsync(text, "convert", "--to", "traffictrace", "-f", "-");
        Assert.That(run.ExitCode, Is.EqualTo(exitCode));
        Assert.That(run.Error, Does.Contain(told));
    }

    [TestCase("on", "'true'")]
    [TestCase("'on'", "'on'")]
    [TestCase("v1", "v1")]
    public async Task Words_mean_what_they_mean_in_resource_files(string version, string told)
    {
        var document = "type: MeshTrace\nmesh: demo\nname: a\nspec: {targetRef: {kind: MeshSubset, tags: {version: "
            + version + "}}, default: {backends: []}}\n";
        var run = await CommandRun.WithInputAsync(document, "convert", "--to", "traffictrace", "-f", "-");
        Assert.That(run.Output, Does.Contain($"version: {told}\n"), run.Error);
    }

    [Test]
    public async Task A_text_that_would_grow_without_end_is_refused()
    {
        var bomb = new StringBuilder("a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
        for (var level = 1; level <= 9; level++)
        {
            var before = string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9));
            bomb.Append(CultureInfo.InvariantCulture, $"a{level}: &a{level} [{before}]\n");
        }

        var run = await CommandRun.WithInputAsync(bomb.ToString(), "convert", "--to", "traffictrace", "-f", "-");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("stdin:").And.Contain("by its aliases: use fewer"));
    }

    [Test]
    public async Task A_text_that_is_nested_without_end_is_refused()
    {
        var run = await CommandRun.WithInputAsync(new string('[', 100_000), "convert", "--to", "traffictrace", "-f", "-");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("levels deep"));
    }

    private static Task<CommandRun> ToMeshTraceAsync(params string[] documents) =>
        CommandRun.WithInputAsync(string.Join("---\n", documents), "convert", "--to", "meshtrace", "-f", "-");

    private static string Policy(string name, string selectors, string? backend = null) => $"""
        type: TrafficTrace
        mesh: demo
        name: {name}
        selectors: [{selectors}]
        {(backend is null ? "" : $"conf: {{backend: {backend}}}")}

        """;
}
