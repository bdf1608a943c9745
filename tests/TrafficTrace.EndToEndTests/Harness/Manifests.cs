using System.Globalization;
using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Otlp;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>The documents of the tests, in Universal form, as text.</summary>
internal static class Manifests
{
    public static string Mesh(params string[] backends) => backends.Length == 0
        ? "type: Mesh\nname: default\n"
        : $"type: Mesh\nname: default\ntracing:\n  backends:\n{string.Concat(backends)}";

    /// <summary>A tracer that somebody else configures.</summary>
    public static string External(string name) => $"  - {{name: {name}, type: external}}\n";

    /// <param name="sampling">In percent; null leaves the field out.</param>
    /// <param name="conf">More of the backend's <c>conf</c>, in flow style, as <c>tls: {verify: false}</c>.</param>
    public static string Zipkin(string name, Uri collector, double? sampling = null, string? conf = null) => $$"""
          - name: {{name}}
            type: zipkin
        {{Sampling(sampling)}}    conf: {url: "{{collector}}", traceId128bit: true{{More(conf)}}}

        """;

    public static string Datadog(string name, int port, double? sampling = null, bool split = false) => $$"""
          - name: {{name}}
            type: datadog
        {{Sampling(sampling)}}    conf: {address: 127.0.0.1, port: {{port}}, splitService: {{(split ? "true" : "false")}}}

        """;

    /// <param name="conf">More of the backend's <c>conf</c>, in flow style.</param>
    public static string OpenTelemetry(string name, OtlpCollector collector, double? sampling = null, string? conf = null) => $$"""
          - name: {{name}}
            type: opentelemetry
        {{Sampling(sampling)}}    conf: {endpoint: "127.0.0.1:{{collector.Port}}", protocol: {{Protocol(collector)}}{{More(conf)}}}

        """;

    /// <param name="conf">More of its <c>conf</c>, in flow style, as <c>sampling: {overall: 10}</c>.</param>
    public static string TrafficTrace(string name, string backend, string match = "kuma.io/service: '*'", string? conf = null) => $$"""
        type: TrafficTrace
        mesh: default
        name: {{name}}
        selectors:
        - match: { {{match}} }
        conf: {backend: {{backend}}{{More(conf)}}}

        """;

    public static string Dataplane(Proxy proxy) => $$"""
        type: Dataplane
        mesh: default
        name: {{proxy.Name}}
        networking:
          address: 127.0.0.1
          inbound:
          - port: {{proxy.InboundPort}}
            servicePort: {{proxy.ServicePort}}
            health: {ready: {{(proxy.Ready ? "true" : "false")}}}
            tags: {kuma.io/service: {{proxy.Service}}, kuma.io/protocol: {{proxy.Protocol}}{{Tags(proxy)}}}
          outbound:{{(proxy.Outbounds.Count == 0 ? " []" : "")}}
        {{Outbounds(proxy)}}
        """;

    private static string Tags(Proxy proxy) => string.Concat(proxy.Tags.Select(tag => $", {tag.Key}: {tag.Value}"));

    private static string Outbounds(Proxy proxy) => string.Concat(
        proxy.Outbounds.Select(outbound => $"  - {{port: {outbound.Value}, tags: {{kuma.io/service: {outbound.Key}}}}}\n"));

    private static string Protocol(OtlpCollector collector) => collector.Protocol == OtlpProtocol.Grpc ? "grpc" : "http";

    private static string More(string? conf) => conf is null ? "" : $", {conf}";

    private static string Sampling(double? percent) =>
        percent is { } value ? string.Create(CultureInfo.InvariantCulture, $"    sampling: {value}\n") : "";
}
