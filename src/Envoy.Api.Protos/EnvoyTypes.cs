using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Envoy.Api.Protos;

/// <summary>All messages that we pack into an <c>Any</c>, for JSON dumps, goldens and gRPC reflection.</summary>
public static class EnvoyTypes
{
    public static readonly IReadOnlyList<FileDescriptor> Files =
    [
        Config.Cluster.V3.ClusterReflection.Descriptor,
        Config.Endpoint.V3.EndpointReflection.Descriptor,
        Config.Listener.V3.ListenerReflection.Descriptor,
        Config.Route.V3.RouteReflection.Descriptor,
        Config.Trace.V3.TraceReflection.Descriptor,
        Extensions.Filters.Http.CredentialInjector.V3.CredentialInjectorReflection.Descriptor,
        Extensions.Filters.Http.GrpcStats.V3.GrpcStatsReflection.Descriptor,
        Extensions.Filters.Http.Router.V3.RouterReflection.Descriptor,
        Extensions.Filters.Http.UpstreamCodec.V3.UpstreamCodecReflection.Descriptor,
        Extensions.Filters.Network.HttpConnectionManager.V3.HttpConnectionManagerReflection.Descriptor,
        Extensions.Filters.Network.TcpProxy.V3.TcpProxyReflection.Descriptor,
        Extensions.Http.InjectedCredentials.Generic.V3.GenericReflection.Descriptor,
        Extensions.Tracers.Opentelemetry.ResourceDetectors.V3.StaticConfigResourceDetectorReflection.Descriptor,
        Extensions.TransportSockets.Tls.V3.TlsReflection.Descriptor,
        Extensions.Upstreams.Http.V3.HttpProtocolOptionsReflection.Descriptor,
        Service.Runtime.V3.RtdsReflection.Descriptor,
    ];

    public static readonly TypeRegistry Registry = TypeRegistry.FromFiles(Files);

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Registry));

    /// <summary>proto3 JSON, every known <c>Any</c> expanded.</summary>
    public static string ToJson(IMessage message) => Formatter.Format(message);
}
