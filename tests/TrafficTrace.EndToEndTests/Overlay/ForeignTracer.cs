using TrafficTrace.EndToEndTests.Harness;
using TrafficTrace.EndToEndTests.Otlp;

namespace TrafficTrace.EndToEndTests.Overlay;

/// <summary>
/// The tracer of a foreign bootstrap, in flow style: the provider of its connection manager, and the cluster of its collector.
/// </summary>
internal sealed record ForeignTracer(string Provider, string Cluster)
{
    public static ForeignTracer Zipkin(SpanSink sink) => new(
        "{name: envoy.tracers.zipkin, typed_config: {'@type': type.googleapis.com/envoy.config.trace.v3.ZipkinConfig, "
            + $"collector_cluster: collector, collector_endpoint: {sink.Url.AbsolutePath}, collector_endpoint_version: HTTP_JSON}}}}",
        StaticBootstrap.ClusterOf("collector", sink.Port));

    /// <summary>By HTTP.</summary>
    public static ForeignTracer OpenTelemetry(OtlpCollector collector) => new(
        "{name: envoy.tracers.opentelemetry, typed_config: {'@type': type.googleapis.com/envoy.config.trace.v3.OpenTelemetryConfig, "
            + $"service_name: web, http_service: {{http_uri: {{uri: 'http://127.0.0.1:{collector.Port}/v1/traces', cluster: collector, "
            + "timeout: 5s}}}}",
        StaticBootstrap.ClusterOf("collector", collector.Port));
}
