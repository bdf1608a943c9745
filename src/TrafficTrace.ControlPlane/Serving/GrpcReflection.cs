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
    private static ServiceDescriptor[] Services =>
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

    private static IEnumerable<string> Names => Services.Select(service => service.FullName);

    private static SymbolRegistry Symbols =>
        SymbolRegistry.FromFiles(EnvoyTypes.Files.Concat(Services.Select(service => service.File)).Distinct());

    public static void Add(IServiceCollection services)
    {
        // When somebody asks, and not before: so many descriptors take a tenth of the time of a start.
        services.AddSingleton(_ => new ReflectionServiceImpl(Names, Symbols))
            .AddSingleton(_ => new ReflectionV1ServiceImpl(Names, Symbols));
        services.AddGrpcReflection(); // takes those two, where they are there already
    }
}
