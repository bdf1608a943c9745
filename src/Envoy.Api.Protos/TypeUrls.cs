using Google.Protobuf.Reflection;

namespace Envoy.Api.Protos;

/// <summary>Type URLs of the resources that travel as such in discovery responses.</summary>
public static class TypeUrls
{
    public static readonly string Cluster = Of(Config.Cluster.V3.Cluster.Descriptor);
    public static readonly string ClusterLoadAssignment = Of(Config.Endpoint.V3.ClusterLoadAssignment.Descriptor);
    public static readonly string Listener = Of(Config.Listener.V3.Listener.Descriptor);
    public static readonly string RouteConfiguration = Of(Config.Route.V3.RouteConfiguration.Descriptor);
    public static readonly string Secret = Of(Extensions.TransportSockets.Tls.V3.Secret.Descriptor);
    public static readonly string Runtime = Of(Service.Runtime.V3.Runtime.Descriptor);

    private static string Of(MessageDescriptor descriptor) => DeterministicAny.TypeUrl(descriptor);
}
