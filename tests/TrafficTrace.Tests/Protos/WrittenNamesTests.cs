using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using Envoy.Service.Runtime.V3;
using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.Xds.Services;

namespace TrafficTrace.Tests.Protos;

/// <summary>Names that are written out, so that a start need not make descriptors, are those that the descriptors have.</summary>
internal sealed class WrittenNamesTests
{
    private static readonly TestCaseData<string, ServiceDescriptor>[] Services =
    [
        new(AggregatedDiscovery.Name, AggregatedDiscovery.Descriptor),
        new(RuntimeDiscovery.Name, RuntimeDiscovery.Descriptor),
        new(ClusterDiscovery.Name, ClusterDiscovery.Descriptor),
        new(EndpointDiscovery.Name, EndpointDiscovery.Descriptor),
        new(ListenerDiscovery.Name, ListenerDiscovery.Descriptor),
        new(RouteDiscovery.Name, RouteDiscovery.Descriptor),
        new(HealthService.Name, Health.Descriptor),
    ];

    private static readonly TestCaseData<string, MessageDescriptor>[] Types =
    [
        new(TypeUrls.Cluster, Cluster.Descriptor),
        new(TypeUrls.ClusterLoadAssignment, ClusterLoadAssignment.Descriptor),
        new(TypeUrls.Listener, Listener.Descriptor),
        new(TypeUrls.RouteConfiguration, RouteConfiguration.Descriptor),
        new(TypeUrls.Secret, Secret.Descriptor),
        new(TypeUrls.Runtime, Runtime.Descriptor),
    ];

    [TestCaseSource(nameof(Services))]
    public void A_service_is_called_as_its_descriptor_says(string name, ServiceDescriptor descriptor) =>
        Assert.That(name, Is.EqualTo(descriptor.FullName));

    [TestCaseSource(nameof(Types))]
    public void A_type_is_called_as_its_descriptor_says(string typeUrl, MessageDescriptor descriptor) =>
        Assert.That(typeUrl, Is.EqualTo(DeterministicAny.TypeUrl(descriptor)));
}
