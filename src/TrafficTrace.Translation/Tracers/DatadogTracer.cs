using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Trace.V3;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Tracers;

/// <summary>A Datadog agent. Each listener says the service that its spans are shown under, so outbound ones name the caller.</summary>
internal sealed class DatadogTracer(DatadogCollector collector) : Tracer(collector)
{
    public override Tracing.Types.Http Provider(TrafficDirection direction, string service, SpanSource source) =>
        Provider("envoy.tracers.datadog", new DatadogConfig
        {
            CollectorCluster = ClusterName,
            // The Host header. Envoy's own choice, the cluster's name, has a colon without a port: a strict agent answers 400.
            CollectorHostname = Names.HostPort(collector.Address, collector.Port),
            ServiceName = ServiceName(direction, service, source.Service),
        });

    public override Cluster ClusterFor(bool fromIPv6, string? secretsOf) => ClusterOf(collector.Address, collector.Port, fromIPv6);

    public override SpanSource SourceOf(Proxy proxy, TrafficDirection direction) =>
        direction == TrafficDirection.Outbound ? new(proxy.IdentifyingService, []) : SpanSource.None;

    private string ServiceName(TrafficDirection direction, string service, string? caller) =>
        (direction, collector.SplitService) switch
        {
            (TrafficDirection.Inbound, false) => service,
            (TrafficDirection.Inbound, true) => $"{service}_INBOUND",
            (_, false) => caller ?? service,
            (_, true) => $"{caller}_OUTBOUND_{service}",
        };
}
