using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Xds.Services;

/// <summary>Routes on a stream of their own. Methods are virtual because the gRPC binder takes no others.</summary>
[BindServiceMethod(typeof(RouteDiscovery), nameof(BindService))]
public class RouteDiscovery(XdsServer server)
{
    /// <summary>As its descriptor has it, which a start does not wait for.</summary>
    public const string Name = "envoy.service.route.v3.RouteDiscoveryService";

    /// <summary>For gRPC reflection.</summary>
    public static ServiceDescriptor Descriptor => Envoy.Service.Route.V3.RdsReflection.Descriptor.Services[0];

    public static void BindService(ServiceBinderBase binder, RouteDiscovery? service)
    {
        binder.AddMethod(
            DiscoveryMarshallers.Stream(Name, nameof(StreamRoutes)), service is null ? null : service.StreamRoutes);
        binder.AddMethod(
            DiscoveryMarshallers.Delta(Name, nameof(DeltaRoutes)), service is null ? null : service.DeltaRoutes);
    }

    public virtual Task StreamRoutes(
        IAsyncStreamReader<DiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.StreamAsync(requests, responses, TypeUrls.RouteConfiguration, context);

    public virtual Task DeltaRoutes(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.DeltaAsync(requests, responses, TypeUrls.RouteConfiguration, context);
}
