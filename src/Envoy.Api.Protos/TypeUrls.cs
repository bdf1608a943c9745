namespace Envoy.Api.Protos;

/// <summary>
/// Type URLs of the resources that travel as such in discovery responses. Written out, because to make one descriptor is to make all that
/// it stands on: a start would wait for them.
/// </summary>
public static class TypeUrls
{
    public const string Cluster = Prefix + "config.cluster.v3.Cluster";
    public const string ClusterLoadAssignment = Prefix + "config.endpoint.v3.ClusterLoadAssignment";
    public const string Listener = Prefix + "config.listener.v3.Listener";
    public const string RouteConfiguration = Prefix + "config.route.v3.RouteConfiguration";
    public const string Secret = Prefix + "extensions.transport_sockets.tls.v3.Secret";
    public const string Runtime = Prefix + "service.runtime.v3.Runtime";

    private const string Prefix = "type.googleapis.com/envoy.";
}
