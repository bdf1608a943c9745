using Envoy.Api.Protos;
using Envoy.Config.Listener.V3;
using Envoy.Extensions.Filters.Http.GrpcStats.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using Envoy.Extensions.Filters.Network.TcpProxy.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Routes;
using RouterFilter = Envoy.Extensions.Filters.Http.Router.V3.Router;

namespace TrafficTrace.Translation.Listeners;

/// <summary>The only part of a listener that tracing changes, so that Envoy updates listeners in place.</summary>
internal static class FilterChains
{
    /// <summary>Requests of every protocol of HTTP, since the codec is told by the first bytes.</summary>
    public static FilterChain Http(HttpConnectionManager manager) =>
        Chain("envoy.filters.network.http_connection_manager", manager);

    /// <summary>Bytes. Kafka too: its filter is not in every build of Envoy, and only counts.</summary>
    public static FilterChain Tcp(string statPrefix, string cluster) =>
        Chain("envoy.filters.network.tcp_proxy", new TcpProxy { StatPrefix = statPrefix, Cluster = cluster });

    /// <param name="statPrefix">Of its statistics.</param>
    /// <param name="protocol">Of the service.</param>
    /// <param name="routes">Where requests go.</param>
    /// <param name="routesApart">The routes are asked for by name instead of standing here.</param>
    public static HttpConnectionManager Manager(string statPrefix, Protocol protocol, RouteTable routes, bool routesApart)
    {
        var manager = new HttpConnectionManager
        {
            StatPrefix = statPrefix,
            StreamIdleTimeout = new Duration(), // none: how long a stream may be silent is the services' matter
        };
        if (routesApart) manager.Rds = new Rds { ConfigSource = AdsSource.Of(), RouteConfigName = routes.Name };
        else manager.RouteConfig = routes.Inline();
        if (protocol == Protocol.Grpc) manager.HttpFilters.Add(HttpFilter("envoy.filters.http.grpc_stats", GrpcStats));
        manager.HttpFilters.Add(HttpFilter("envoy.filters.http.router", new RouterFilter()));
        return manager;
    }

    private static FilterConfig GrpcStats => new() { EmitFilterState = true, StatsForAllMethods = true };

    private static FilterChain Chain(string name, IMessage config) =>
        new() { Filters = { new Filter { Name = name, TypedConfig = DeterministicAny.Pack(config) } } };

    private static HttpFilter HttpFilter(string name, IMessage config) =>
        new() { Name = name, TypedConfig = DeterministicAny.Pack(config) };
}
