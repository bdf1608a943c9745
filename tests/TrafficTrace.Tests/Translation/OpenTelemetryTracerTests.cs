using Envoy.Config.Core.V3;
using Envoy.Config.Trace.V3;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Tests.Translation;

internal sealed class OpenTelemetryTracerTests
{
    [TestCase("10.9.9.9", "10.9.9.9:4317")]
    [TestCase("otel.example", "otel.example:4317")]
    [TestCase("fd00::9", "[fd00::9]:4317")]
    public void Exports_by_gRPC_ask_for_the_collector_by_host_and_port(string host, string expected)
    {
        var collector = new OpenTelemetryCollector("otlp", host, 4317, OtlpProtocol.Grpc);
        var provider = Tracer.Of(collector).Provider(TrafficDirection.Inbound, "web", SpanSource.None);

        Assert.That(provider.TypedConfig.Unpack<OpenTelemetryConfig>().GrpcService.EnvoyGrpc.Authority, Is.EqualTo(expected));
    }
}
