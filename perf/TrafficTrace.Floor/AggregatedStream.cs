using Grpc.Core;

namespace TrafficTrace.Floor;

/// <summary>The aggregated discovery service with raw messages. The framework binds the methods that a base type declares.</summary>
[BindServiceMethod(typeof(AggregatedStream), nameof(BindService))]
internal abstract class AggregatedStream
{
    private static readonly Method<FloorRequest, byte[]> Method = new(
        MethodType.DuplexStreaming,
        "envoy.service.discovery.v3.AggregatedDiscoveryService",
        nameof(StreamAggregatedResources),
        RawMarshallers.Request,
        RawMarshallers.Response);

    public static void BindService(ServiceBinderBase binder, AggregatedStream? service) =>
        binder.AddMethod(Method, service is null ? null : service.StreamAggregatedResources);

    public abstract Task StreamAggregatedResources(
        IAsyncStreamReader<FloorRequest> requests, IServerStreamWriter<byte[]> responses, ServerCallContext context);
}
