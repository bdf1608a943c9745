using Envoy.Service.Discovery.V3;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Xds.Services;

/// <summary>ADS: all types on one stream. Methods are virtual because the gRPC binder takes no others.</summary>
[BindServiceMethod(typeof(AggregatedDiscovery), nameof(BindService))]
public class AggregatedDiscovery(XdsServer server)
{
    /// <summary>As its descriptor has it, which a start does not wait for.</summary>
    public const string Name = "envoy.service.discovery.v3.AggregatedDiscoveryService";

    /// <summary>For gRPC reflection.</summary>
    public static ServiceDescriptor Descriptor => DiscoveryReflection.Descriptor.Services[0];

    public static void BindService(ServiceBinderBase binder, AggregatedDiscovery? service)
    {
        binder.AddMethod(
            DiscoveryMarshallers.Stream(Name, nameof(StreamAggregatedResources)),
            service is null ? null : service.StreamAggregatedResources);
        binder.AddMethod(
            DiscoveryMarshallers.Delta(Name, nameof(DeltaAggregatedResources)),
            service is null ? null : service.DeltaAggregatedResources);
    }

    public virtual Task StreamAggregatedResources(
        IAsyncStreamReader<DiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.StreamAsync(requests, responses, impliedTypeUrl: null, context);

    public virtual Task DeltaAggregatedResources(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.DeltaAsync(requests, responses, impliedTypeUrl: null, context);
}
