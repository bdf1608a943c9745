using Envoy.Service.Cluster.V3;
using Envoy.Service.Discovery.V3;
using Envoy.Service.Endpoint.V3;
using Envoy.Service.Listener.V3;
using Envoy.Service.Route.V3;
using Envoy.Service.Runtime.V3;
using Grpc.Core;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>The generated client of each discovery service.</summary>
internal static class Doors
{
    public static AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> Stream(CallInvoker invoker, ResourceType? only) =>
        only?.ShortName switch
        {
            null => new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(invoker).StreamAggregatedResources(),
            "CDS" => new ClusterDiscoveryService.ClusterDiscoveryServiceClient(invoker).StreamClusters(),
            "EDS" => new EndpointDiscoveryService.EndpointDiscoveryServiceClient(invoker).StreamEndpoints(),
            "LDS" => new ListenerDiscoveryService.ListenerDiscoveryServiceClient(invoker).StreamListeners(),
            "RDS" => new RouteDiscoveryService.RouteDiscoveryServiceClient(invoker).StreamRoutes(),
            "RTDS" => new RuntimeDiscoveryService.RuntimeDiscoveryServiceClient(invoker).StreamRuntime(),
            _ => throw new ArgumentOutOfRangeException(nameof(only), only, "has no service of its own"),
        };

    public static AsyncDuplexStreamingCall<DeltaDiscoveryRequest, DeltaDiscoveryResponse> Delta(CallInvoker invoker, ResourceType? only) =>
        only?.ShortName switch
        {
            null => new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(invoker).DeltaAggregatedResources(),
            "CDS" => new ClusterDiscoveryService.ClusterDiscoveryServiceClient(invoker).DeltaClusters(),
            "EDS" => new EndpointDiscoveryService.EndpointDiscoveryServiceClient(invoker).DeltaEndpoints(),
            "LDS" => new ListenerDiscoveryService.ListenerDiscoveryServiceClient(invoker).DeltaListeners(),
            "RDS" => new RouteDiscoveryService.RouteDiscoveryServiceClient(invoker).DeltaRoutes(),
            "RTDS" => new RuntimeDiscoveryService.RuntimeDiscoveryServiceClient(invoker).DeltaRuntime(),
            _ => throw new ArgumentOutOfRangeException(nameof(only), only, "has no service of its own"),
        };
}
