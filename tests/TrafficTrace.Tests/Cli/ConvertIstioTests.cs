namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class ConvertIstioTests
{
    private const string Providers = """
        apiVersion: install.istio.io/v1alpha1
        kind: IstioOperator
        spec:
          meshConfig:
            defaultConfig: {tracing: {sampling: 7}}
            defaultProviders: {tracing: [otel]}
            extensionProviders:
            - name: zipkin
              zipkin: {service: zipkin.tracing.svc, port: 9411, maxTagLength: 64, traceContextOption: USE_B3_WITH_W3C_PROPAGATION}
            - name: agent
              datadog: {service: agent.dd.svc, port: 8126}
            - name: otel
              opentelemetry: {service: otel.obs.svc, port: 4317, grpc: {timeout: 5s, initialMetadata: [{name: X-Tenant, value: a}]}}
            - name: otel-http
              opentelemetry:
                service: obs/otel.obs.svc
                port: 4318
                http: {path: v1/traces, timeout: 3s, headers: [{name: authorization, envName: TOKEN}]}
                resourceDetectors: {environment: {}}
            - name: sky
              skywalking: {service: sky, port: 11800}
        ---

        """;

    [Test]
    public async Task A_Telemetry_of_the_mesh_becomes_a_policy_for_all_proxies_and_its_provider_a_backend()
    {
        var run = await ConvertAsync(Telemetry(
            "istio-system",
            "tracing: [{providers: [{name: zipkin}], randomSamplingPercentage: 12.5, customTags: {"
                + "a: {literal: {value: x}}, b: {header: {name: X-B, defaultValue: none}}, c: {formatter: {value: '%PROTOCOL%'}}}}]"));
        Assert.That(run.Output, Is.EqualTo("""
            type: Mesh
            name: default
            tracing:
              backends:
              - name: zipkin
                type: zipkin
                conf:
                  url: http://zipkin.tracing.svc:9411/api/v2/spans
                  apiVersion: httpJson
                  traceId128bit: true
                  sharedSpanContext: false
                  propagation: b3-w3c
            ---
            type: TrafficTrace
            mesh: default
            name: one
            selectors:
            - match:
                kuma.io/service: '*'
            conf:
              backend: zipkin
              sampling:
                random: 12.5
              tags:
              - name: a
                literal: x
              - name: b
                header:
                  name: X-B
                  default: none
              - name: c
                format: '%PROTOCOL%'
              maxPathTagLength: 64

            """), run.Error);
        Assert.That(run.Error, Does.Not.Contain("error:"));
    }

    [Test]
    public async Task What_a_Telemetry_does_not_say_it_takes_from_its_namespace_the_mesh_and_the_MeshConfig()
    {
        var run = await ConvertAsync(
            Telemetry("istio-system", "tracing: [{customTags: {a: {literal: {value: x}}}}]"),
            Telemetry("shop", "tracing: [{providers: [{name: agent}]}]", "two"),
            Telemetry("shop", "selector: {matchLabels: {app: web}}, tracing: [{randomSamplingPercentage: 3}]", "three"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("  backend: otel\n  sampling:\n    random: 7\n  tags:\n  - name: a\n"), run.Error);
            Assert.That(run.Output, Does.Contain("""
                name: two.shop
                selectors:
                - match:
                    k8s.kuma.io/namespace: shop
                    kuma.io/service: '*'
                conf:
                  backend: agent
                  sampling:
                    random: 7
                  tags:
                  - name: a
                """));
            Assert.That(run.Output, Does.Contain("""
                name: three.shop
                selectors:
                - match:
                    app: web
                    k8s.kuma.io/namespace: shop
                    kuma.io/service: '*'
                conf:
                  backend: agent
                  sampling:
                    random: 3
                  tags:
                  - name: a
                """));
            Assert.That(run.Error, Does.Contain("Telemetry shop/three: spec.selector.matchLabels[\"app\"]: the label has to be a tag"));
            Assert.That(run.Error, Does.Contain("Telemetry shop/two: metadata.namespace: the namespace has to be a tag"));
        }
    }

    [Test]
    public async Task OpenTelemetry_goes_by_grpc_or_http_with_headers_and_timeout()
    {
        var run = await ConvertAsync(
            Telemetry("istio-system", "tracing: [{providers: [{name: otel}]}]"),
            Telemetry("shop", "tracing: [{providers: [{name: otel-http}]}]", "two"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("""
                      endpoint: otel.obs.svc:4317
                      protocol: grpc
                      headers:
                      - name: x-tenant
                        value: a
                      timeout: 5s
                """), run.Error);
            Assert.That(run.Output, Does.Contain("""
                      endpoint: otel.obs.svc:4318
                      protocol: http
                      path: /v1/traces
                      timeout: 3s
                """));
            const string provider = "IstioOperator: spec.meshConfig.extensionProviders[3].opentelemetry.";
            Assert.That(run.Error, Does.Contain($"note: stdin:16: {provider}service: the namespace is left out"));
            Assert.That(run.Error, Does.Contain($"note: stdin:18: {provider}http.headers[0].envName: is left out"));
            Assert.That(run.Error, Does.Contain($"note: stdin:19: {provider}resourceDetectors: has no counterpart"));
        }
    }

    [TestCase("tracing: [{customTags: {a: {environment: {name: HOME}}}}]", "tracing[0].customTags[\"a\"].environment: is left out")]
    [TestCase("tracing: [{customTags: {a: {literal: {}}}}]", "tracing[0].customTags[\"a\"]: is left out: it has no value")]
    [TestCase("tracing: [{match: {mode: CLIENT}}]", "tracing[0].match.mode: has no counterpart")]
    [TestCase("tracing: [{}, {}]", "tracing[1]: is left out: the first entry alone is carried over")]
    [TestCase("tracing: [{useRequestIdForTraceSampling: false}]", "tracing[0].useRequestIdForTraceSampling: has no counterpart")]
    [TestCase("tracing: [{enableIstioTags: true}]", "tracing[0].enableIstioTags: has no counterpart")]
    [TestCase("tracing: [{randomSamplingPercentage: x}]", "tracing[0].randomSamplingPercentage: is no number from 0 to 100")]
    [TestCase("tracing: [{providers: [{name: otel}, {name: zipkin}]}]", "tracing[0].providers[1]: is left out: a proxy has one backend")]
    [TestCase("tracing: [{disableSpanReporting: true}]", "tracing[0].disableSpanReporting: tracing is off")]
    [TestCase("tracing: [{}], metrics: [{}]", "metrics: has no counterpart")]
    public async Task What_has_no_counterpart_is_told_and_the_rest_is_converted(string spec, string told)
    {
        var run = await ConvertAsync(Telemetry("istio-system", spec));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Output, Does.Contain("type: TrafficTrace"));
            Assert.That(run.Error, Does.Contain($"note: stdin:26: Telemetry istio-system/one: spec.{told}"));
            Assert.That(run.Error, Does.Not.Contain("error:"));
        }
    }

    [TestCase("targetRefs: [{kind: Gateway, name: g}], tracing: [{}]", "spec.targetRefs: names an object of Kubernetes")]
    [TestCase("tracing: [{providers: [{name: other}]}]", "spec.tracing[0].providers[0].name: the provider other is not among")]
    public async Task What_would_say_something_else_is_not_converted(string spec, string told)
    {
        var run = await ConvertAsync(Telemetry("istio-system", spec));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Output, Is.Empty);
            Assert.That(run.Error, Does.Contain($"error: stdin:26: Telemetry istio-system/one: {told}"));
        }
    }

    [Test]
    public async Task A_provider_of_a_type_that_is_not_served_is_told_where_it_stands()
    {
        var run = await ConvertAsync(Telemetry("istio-system", "tracing: [{providers: [{name: sky}]}]"));
        Assert.That(run.Error, Does.Contain("error: stdin:20: IstioOperator: spec.meshConfig.extensionProviders[4]: is none of zipkin, "));
    }

    [Test]
    public async Task A_policy_without_reports_names_a_backend_that_no_Mesh_has()
    {
        var run = await ConvertAsync(Telemetry("istio-system", "tracing: [{disableSpanReporting: true}]"));
        Assert.That(run.Output, Does.Contain("  backends: []\n").And.Contain("  backend: none\n"), run.Error);
    }

    [Test]
    public async Task The_ConfigMap_of_a_cluster_is_read_with_its_lines()
    {
        const string configMap = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data:
              mesh: |-
                rootNamespace: mesh-root
                extensionProviders:
                - name: z
                  zipkin: {service: z, port: 9411, timeout: 1s}
            ---

            """;
        var run = await CommandRun.WithInputAsync(
            configMap + Telemetry("mesh-root", "tracing: [{providers: [{name: z}]}]"), "convert", "--to", "traffictrace", "-f", "-");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("url: http://z:9411/api/v2/spans").And.Contain("random: 1\n").And.Contain("name: one\n"));
            Assert.That(run.Error, Does.Contain("stdin:9: ConfigMap istio-system/istio: extensionProviders[0].zipkin.timeout: has no "));
            Assert.That(run.Error, Does.Contain("spec.tracing[0].randomSamplingPercentage: is not said: Istio's own 1 % is written"));
        }
    }

    private static Task<CommandRun> ConvertAsync(params string[] telemetries) =>
        CommandRun.WithInputAsync(Providers + string.Concat(telemetries), "convert", "--to", "traffictrace", "-f", "-");

    private static string Telemetry(string space, string spec, string name = "one") => $"""
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {"{"}name: {name}, namespace: {space}{"}"}
        spec: {"{"}{spec}{"}"}
        ---

        """;
}
