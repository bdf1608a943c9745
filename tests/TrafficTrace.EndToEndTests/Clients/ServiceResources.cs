using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Envoy.Extensions.Filters.Http.Router.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using UpstreamOptions = Envoy.Extensions.Upstreams.Http.V3.HttpProtocolOptions;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>
/// The service "shop": listener, route, one cluster, one backend. Made so that gRPC clients and Envoy take it, who each ignore what is for
/// the other.
/// </summary>
internal static class ServiceResources
{
    public const string Name = "shop";

    private static readonly ConfigSource Ads = new() { Ads = new AggregatedConfigSource(), ResourceApiVersion = ApiVersion.V3 };

    /// <param name="cluster">Where the route leads.</param>
    /// <param name="backendPort">Where the cluster's only endpoint is.</param>
    /// <param name="listenerPort">Where a proxy is to listen; null for a client that is its own proxy.</param>
    public static IEnumerable<IMessage> Of(string cluster, int backendPort, int? listenerPort) =>
        [Listener(listenerPort), Route(cluster), Cluster(cluster), Endpoints(cluster, backendPort)];

    private static Listener Listener(int? port)
    {
        var manager = DeterministicAny.Pack(new HttpConnectionManager
        {
            StatPrefix = Name,
            Rds = new Rds { RouteConfigName = Name, ConfigSource = Ads },
            HttpFilters = { new HttpFilter { Name = "router", TypedConfig = DeterministicAny.Pack(new Router()) } },
        });
        return port is { } number
            ? new Listener
            {
                Name = Name,
                Address = Loopback(number),
                FilterChains = { new FilterChain { Filters = { new Filter { Name = "http", TypedConfig = manager } } } },
            }
            : new Listener { Name = Name, ApiListener = new ApiListener { ApiListener_ = manager } };
    }

    private static RouteConfiguration Route(string cluster) => new()
    {
        Name = Name,
        VirtualHosts =
        {
            new VirtualHost
            {
                Name = Name,
                Domains = { "*" },
                Routes = { new Route { Match = new RouteMatch { Prefix = "" }, Route_ = new RouteAction { Cluster = cluster } } },
            },
        },
    };

    private static Cluster Cluster(string name) => new()
    {
        Name = name,
        Type = Envoy.Config.Cluster.V3.Cluster.Types.DiscoveryType.Eds,
        EdsClusterConfig = new Cluster.Types.EdsClusterConfig { EdsConfig = Ads },
        ConnectTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        TypedExtensionProtocolOptions =
        {
            ["envoy.extensions.upstreams.http.v3.HttpProtocolOptions"] = DeterministicAny.Pack(new UpstreamOptions
            {
                ExplicitHttpConfig = new UpstreamOptions.Types.ExplicitHttpConfig { Http2ProtocolOptions = new Http2ProtocolOptions() },
            }),
        },
    };

    // gRPC clients leave out a locality without a weight.
    private static ClusterLoadAssignment Endpoints(string cluster, int port) => new()
    {
        ClusterName = cluster,
        Endpoints =
        {
            new LocalityLbEndpoints
            {
                Locality = new Locality { Zone = "here" },
                LoadBalancingWeight = 1,
                LbEndpoints = { new LbEndpoint { Endpoint = new Endpoint { Address = Loopback(port) } } },
            },
        },
    };

    private static Address Loopback(int port) =>
        new() { SocketAddress = new SocketAddress { Address = "127.0.0.1", PortValue = (uint)port } };
}
