using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Xds.Services;

/// <summary>Clusters on a stream of their own. Methods are virtual because the gRPC binder takes no others.</summary>
[BindServiceMethod(typeof(ClusterDiscovery), nameof(BindService))]
public class ClusterDiscovery(XdsServer server)
{
    /// <summary>As its descriptor has it, which a start does not wait for.</summary>
    public const string Name = "envoy.service.cluster.v3.ClusterDiscoveryService";

    /// <summary>For gRPC reflection.</summary>
    public static ServiceDescriptor Descriptor => Envoy.Service.Cluster.V3.CdsReflection.Descriptor.Services[0];

    public static void BindService(ServiceBinderBase binder, ClusterDiscovery? service)
    {
        binder.AddMethod(
            DiscoveryMarshallers.Stream(Name, nameof(StreamClusters)), service is null ? null : service.StreamClusters);
        binder.AddMethod(
            DiscoveryMarshallers.Delta(Name, nameof(DeltaClusters)), service is null ? null : service.DeltaClusters);
    }

    public virtual Task StreamClusters(
        IAsyncStreamReader<DiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.StreamAsync(requests, responses, TypeUrls.Cluster, context);

    public virtual Task DeltaClusters(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests, IServerStreamWriter<OutgoingResponse> responses, ServerCallContext context) =>
        server.DeltaAsync(requests, responses, TypeUrls.Cluster, context);
}
