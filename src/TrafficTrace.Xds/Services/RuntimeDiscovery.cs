using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Xds.Services;

/// <summary>
/// Runtime layers on a stream of their own: steers an Envoy whose listeners someone else serves. Methods are virtual because the gRPC
/// binder takes no others.
/// </summary>
[BindServiceMethod(typeof(RuntimeDiscovery), nameof(BindService))]
public class RuntimeDiscovery(XdsServer server)
{
    /// <summary>As its descriptor has it, which a start does not wait for.</summary>
    public const string Name = "envoy.service.runtime.v3.RuntimeDiscoveryService";

    /// <summary>For gRPC reflection.</summary>
    public static ServiceDescriptor Descriptor => Envoy.Service.Runtime.V3.RtdsReflection.Descriptor.Services[0];

    public static void BindService(ServiceBinderBase binder, RuntimeDiscovery? service)
    {
        binder.AddMethod(
            DiscoveryMarshallers.Stream(Name, nameof(StreamRuntime)), service is null ? null : service.StreamRuntime);
        binder.AddMethod(
            DiscoveryMarshallers.Delta(Name, nameof(DeltaRuntime)), service is null ? null : service.DeltaRuntime);
    }

    public virtual Task StreamRuntime(
        IAsyncStreamReader<DiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.StreamAsync(requests, responses, TypeUrls.Runtime, context);

    public virtual Task DeltaRuntime(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.DeltaAsync(requests, responses, TypeUrls.Runtime, context);
}
