using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Config.Trace.V3;
using Envoy.Type.V3;
using Google.Protobuf;
using TrafficTrace.Core.Resources;
using Hcm = Envoy.Extensions.Filters.Network.HttpConnectionManager.V3.HttpConnectionManager;

namespace TrafficTrace.Translation;

/// <summary>The <c>tracing</c> field of a connection manager.</summary>
internal static class HcmTracing
{
    public static Hcm.Types.Tracing Of(ListenerTracing tracing, TrafficDirection direction, string service) => new()
    {
        // Absent means 100 %; a Percent without a value means 0 %.
        OverallSampling = tracing.OverallSampling is { } sampling ? new Percent { Value = sampling } : null,
        Provider = tracing.Backend switch
        {
            ZipkinBackend zipkin => Provider("envoy.tracers.zipkin", Zipkin(zipkin)),
            DatadogBackend datadog => Provider("envoy.tracers.datadog", new DatadogConfig
            {
                CollectorCluster = Names.CollectorCluster(datadog.Name),
                ServiceName = DatadogService(datadog, direction, tracing.Caller, service),
            }),
            _ => throw new ArgumentException($"no tracer for {tracing.Backend.GetType().Name}", nameof(tracing)),
        },
        SpawnUpstreamSpan = false, // one span a proxy, as Kuma's sidecars have it
    };

    private static Tracing.Types.Http Provider(string name, IMessage config) =>
        new() { Name = name, TypedConfig = DeterministicAny.Pack(config) };

    private static ZipkinConfig Zipkin(ZipkinBackend backend) => new()
    {
        CollectorCluster = Names.CollectorCluster(backend.Name),
        CollectorEndpoint = backend.Url.Path,
        CollectorHostname = backend.Url.Authority,
        // Envoy aborts on any version but these two.
        CollectorEndpointVersion = backend.Protobuf
            ? ZipkinConfig.Types.CollectorEndpointVersion.HttpProto
            : ZipkinConfig.Types.CollectorEndpointVersion.HttpJson,
        TraceId128Bit = backend.TraceId128Bit,
        SharedSpanContext = backend.SharedSpanContext,
    };

    private static string DatadogService(DatadogBackend backend, TrafficDirection direction, string? caller, string service) =>
        (direction, backend.SplitService) switch
        {
            (TrafficDirection.Inbound, false) => service,
            (TrafficDirection.Inbound, true) => $"{service}_INBOUND",
            (_, false) => caller ?? service,
            (_, true) => $"{caller}_OUTBOUND_{service}",
        };
}
