namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class ConvertEnvoyGatewayTests
{
    [Test]
    public async Task An_EnvoyProxy_becomes_a_policy_of_an_edge_with_its_provider_as_backend()
    {
        var run = await ConvertAsync(
            "samplingFraction: {numerator: 1, denominator: 200}, spanName: {server: s, client: c}, "
                + "provider: {backendRefs: [{name: otel, namespace: obs, port: 4317}], serviceName: edge, "
                + "openTelemetry: {headers: [{name: X-Tenant, value: a}], resourceAttributes: {zone: z}}}, "
                + "customTags: {a: {type: Literal, literal: {value: x}}, b: {type: RequestHeader, requestHeader: {name: x-b}}}");
        Assert.That(run.Output, Is.EqualTo("""
            type: Mesh
            name: default
            tracing:
              backends:
              - name: edge
                type: opentelemetry
                conf:
                  endpoint: otel.obs.svc:4317
                  protocol: grpc
                  headers:
                  - name: x-tenant
                    value: a
                  serviceName: edge
                  resourceAttributes:
                    zone: z
            ---
            type: TrafficTrace
            mesh: default
            name: edge
            selectors:
            - match:
                kuma.io/service: '*'
            conf:
              backend: edge
              sampling:
                random: 0.5
                client: 0
              tags:
              - name: a
                literal: x
              - name: b
                header:
                  name: x-b
              spanName:
                server: s
                upstream: c
              spawnUpstreamSpan: true

            """), run.Error);
        Assert.That(run.Error, Does.Contain("note: stdin:3: EnvoyProxy gw/edge: metadata.name: which Gateways it is for stands elsewhere"));
        Assert.That(run.Error, Does.Not.Contain("error:"));
    }

    [TestCase("{type: Zipkin, host: z, port: 9411, zipkin: {enable128BitTraceId: true, disableSharedSpanContext: true}}", """
        type: zipkin
        conf:
          url: http://z:9411/api/v2/spans
          apiVersion: httpJson
          traceId128bit: true
          sharedSpanContext: false
        """)]
    [TestCase("{type: Datadog, host: d, port: 8126}", """
        type: datadog
        conf:
          address: d
          port: 8126
        """)]
    [TestCase("{host: '::1'}", """
        type: opentelemetry
        conf:
          endpoint: '[::1]:4317'
          protocol: grpc
        """)]
    public async Task Each_type_of_provider_has_its_backend(string provider, string backend)
    {
        var run = await ConvertAsync($"samplingRate: 5, provider: {provider}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain(backend.ReplaceLineEndings("\n    ")), run.Error);
            Assert.That(run.Output, Does.Contain("random: 5\n"));
            Assert.That(run.Error, Does.Not.Contain("error:"));
        }
    }

    [TestCase(
        "provider: {host: o}, customTags: {a: {type: Environment, environment: {name: A}}}",
        "customTags[\"a\"].environment: is left out")]
    [TestCase("provider: {host: o}, customTags: {a: {type: Literal}}", "customTags[\"a\"]: is left out: it has no value")]
    [TestCase("provider: {host: o}, samplingRate: 101", "samplingRate: is no number from 0 to 100")]
    [TestCase("provider: {host: o}, samplingFraction: {numerator: 1, denominator: 0}", "samplingFraction: is no fraction from 0 to 1")]
    [TestCase("provider: {host: o}, sampler: {}", "sampler: has no counterpart")]
    [TestCase("provider: {host: o, backendSettings: {}}", "provider.backendSettings: has no counterpart")]
    [TestCase("provider: {type: Datadog, host: o, serviceName: s}", "provider.serviceName: is left out")]
    [TestCase("provider: {backendRefs: [{name: a}, {name: b}]}", "provider.backendRefs[1]: is left out: spans go to one collector")]
    public async Task What_has_no_counterpart_is_told_and_the_rest_is_converted(string tracing, string told)
    {
        var run = await ConvertAsync(tracing);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Output, Does.Contain("type: TrafficTrace"));
            Assert.That(run.Error, Does.Contain($"note: stdin:4: EnvoyProxy gw/edge: spec.telemetry.tracing.{told}"));
            Assert.That(run.Error, Does.Not.Contain("error:"));
        }
    }

    [TestCase("provider: {type: SkyWalking, host: s}", "provider.type: a provider of type SkyWalking is not served")]
    [TestCase("provider: {type: Zipkin}", "provider: has neither a host nor backendRefs")]
    [TestCase("provider: {backendRefs: [{kind: Backend, name: b}]}", "provider.backendRefs[0].kind: a Backend has no counterpart")]
    public async Task What_would_say_something_else_is_not_converted(string tracing, string told)
    {
        var run = await ConvertAsync(tracing);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Output, Is.Empty);
            Assert.That(run.Error, Does.Contain($"error: stdin:4: EnvoyProxy gw/edge: spec.telemetry.tracing.{told}"));
        }
    }

    private static Task<CommandRun> ConvertAsync(string tracing) => CommandRun.WithInputAsync(
        $"""
        apiVersion: gateway.envoyproxy.io/v1alpha1
        kind: EnvoyProxy
        metadata: {"{"}name: edge, namespace: gw{"}"}
        spec: {"{"}telemetry: {"{"}tracing: {"{"}{tracing}{"}}}"}
        """,
        "convert", "--to", "traffictrace", "-f", "-");
}
