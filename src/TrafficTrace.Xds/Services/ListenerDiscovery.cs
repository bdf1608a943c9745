using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Xds.Services;

/// <summary>Listeners on a stream of their own. Methods are virtual because the gRPC binder takes no others.</summary>
[BindServiceMethod(typeof(ListenerDiscovery), nameof(BindService))]
public class ListenerDiscovery(XdsServer server)
{
    /// <summary>As its descriptor has it, which a start does not wait for.</summary>
    public const string Name = "envoy.service.listener.v3.ListenerDiscoveryService";

    /// <summary>For gRPC reflection.</summary>
    public static ServiceDescriptor Descriptor => Envoy.Service.Listener.V3.LdsReflection.Descriptor.Services[0];

    public static void BindService(ServiceBinderBase binder, ListenerDiscovery? service)
    {
        binder.AddMethod(
            DiscoveryMarshallers.Stream(Name, nameof(StreamListeners)), service is null ? null : service.StreamListeners);
        binder.AddMethod(
            DiscoveryMarshallers.Delta(Name, nameof(DeltaListeners)), service is null ? null : service.DeltaListeners);
    }

    public virtual Task StreamListeners(
        IAsyncStreamReader<DiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.StreamAsync(requests, responses, TypeUrls.Listener, context);

    public virtual Task DeltaListeners(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.DeltaAsync(requests, responses, TypeUrls.Listener, context);
}
