using Envoy.Api.Protos;
using Envoy.Service.Status.V3;
using Grpc.Health.V1;
using Grpc.Reflection;
using TrafficTrace.Xds.Services;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// gRPC reflection, with the descriptors of all that is packed into an <c>Any</c>: a tool such as grpcurl then prints what a
/// response holds.
/// </summary>
internal static class GrpcReflection
{
    private static readonly ServiceDescriptor[] Services =
    [
        AggregatedDiscovery.Descriptor,
        RuntimeDiscovery.Descriptor,
        ClusterDiscovery.Descriptor,
        EndpointDiscovery.Descriptor,
        ListenerDiscovery.Descriptor,
        RouteDiscovery.Descriptor,
        ClientStatusDiscoveryService.Descriptor,
        Health.Descriptor,
    ];

    public static void Add(IServiceCollection services)
    {
        var symbols = SymbolRegistry.FromFiles(EnvoyTypes.Files.Concat(Services.Select(service => service.File)).Distinct());
        var names = Services.Select(service => service.FullName).ToArray();
        services.AddSingleton(new ReflectionServiceImpl(names, symbols)).AddSingleton(new ReflectionV1ServiceImpl(names, symbols));
        services.AddGrpcReflection(); // takes those two, where they are there already
    }
}
