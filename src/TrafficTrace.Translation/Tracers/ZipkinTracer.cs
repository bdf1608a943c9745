using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Trace.V3;
using TrafficTrace.Core.Resources;
using ContextOption = Envoy.Config.Trace.V3.ZipkinConfig.Types.TraceContextOption;
using EndpointVersion = Envoy.Config.Trace.V3.ZipkinConfig.Types.CollectorEndpointVersion;

namespace TrafficTrace.Translation.Tracers;

/// <summary>Zipkin over HTTP or HTTPS. Spans carry the proxy's <c>node.cluster</c> as their service.</summary>
internal sealed class ZipkinTracer(ZipkinCollector collector) : Tracer(collector)
{
    public override Tracing.Types.Http Provider(TrafficDirection direction, string service, SpanSource source) =>
        Provider("envoy.tracers.zipkin", new ZipkinConfig
        {
            CollectorCluster = ClusterName,
            CollectorEndpoint = collector.Url.Path,
            CollectorHostname = collector.Url.Authority,
            // Envoy aborts on any version but these two.
            CollectorEndpointVersion = collector.Protobuf ? EndpointVersion.HttpProto : EndpointVersion.HttpJson,
            TraceId128Bit = collector.TraceId128Bit,
            SharedSpanContext = collector.SharedSpanContext,
            TraceContextOption = collector.W3C ? ContextOption.UseB3WithW3CPropagation : ContextOption.UseB3,
        });

    public override Cluster ClusterFor(bool fromIPv6, string? secretsOf)
    {
        var cluster = ClusterOf(collector.Url.Host, collector.Url.Port, fromIPv6);
        if (collector.Url.Https) cluster.TransportSocket = CollectorTransport.Of(collector.Url.Host, collector.Tls);
        return cluster;
    }
}
