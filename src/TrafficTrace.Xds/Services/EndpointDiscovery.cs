using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Xds.Services;

/// <summary>Endpoints on a stream of their own. Methods are virtual because the gRPC binder takes no others.</summary>
[BindServiceMethod(typeof(EndpointDiscovery), nameof(BindService))]
public class EndpointDiscovery(XdsServer server)
{
    /// <summary>As its descriptor has it, which a start does not wait for.</summary>
    public const string Name = "envoy.service.endpoint.v3.EndpointDiscoveryService";

    /// <summary>For gRPC reflection.</summary>
    public static ServiceDescriptor Descriptor => Envoy.Service.Endpoint.V3.EdsReflection.Descriptor.Services[0];

    public static void BindService(ServiceBinderBase binder, EndpointDiscovery? service)
    {
        binder.AddMethod(
            DiscoveryMarshallers.Stream(Name, nameof(StreamEndpoints)), service is null ? null : service.StreamEndpoints);
        binder.AddMethod(
            DiscoveryMarshallers.Delta(Name, nameof(DeltaEndpoints)), service is null ? null : service.DeltaEndpoints);
    }

    public virtual Task StreamEndpoints(
        IAsyncStreamReader<DiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.StreamAsync(requests, responses, TypeUrls.ClusterLoadAssignment, context);

    public virtual Task DeltaEndpoints(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.DeltaAsync(requests, responses, TypeUrls.ClusterLoadAssignment, context);
}
