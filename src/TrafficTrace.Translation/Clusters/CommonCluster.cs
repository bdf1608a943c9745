using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Google.Protobuf.WellKnownTypes;
using HttpProtocolOptions = Envoy.Extensions.Upstreams.Http.V3.HttpProtocolOptions;

namespace TrafficTrace.Translation.Clusters;

/// <summary>What the kinds of clusters have in common.</summary>
internal static class CommonCluster
{
    /// <summary>Kuma 2.9 gives its clusters as long; 10 s before.</summary>
    private static readonly Duration ConnectTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(5));

    public static Cluster Named(string name, Cluster.Types.DiscoveryType type)
    {
        var cluster = new Cluster { Name = name, Type = type, ConnectTimeout = ConnectTimeout };
        var stat = Names.Stat(name);
        if (stat != name) cluster.AltStatName = stat;
        return cluster;
    }

    /// <summary>A cluster of one endpoint that is known here.</summary>
    public static Cluster OfOne(string name, Cluster.Types.DiscoveryType type, string address, int port)
    {
        var cluster = Named(name, type);
        var endpoint = new LbEndpoint { Endpoint = new Endpoint { Address = Addresses.Of(address, port) } };
        cluster.LoadAssignment = new ClusterLoadAssignment
        {
            ClusterName = name,
            Endpoints = { new LocalityLbEndpoints { LbEndpoints = { endpoint } } },
        };
        return cluster;
    }

    public static void UseHttp2(Cluster cluster) => Use(cluster, Http2());

    public static HttpProtocolOptions Http1() => new() { ExplicitHttpConfig = new() { HttpProtocolOptions = new() } };

    public static HttpProtocolOptions Http2() => new() { ExplicitHttpConfig = new() { Http2ProtocolOptions = new() } };

    public static void Use(Cluster cluster, HttpProtocolOptions options) =>
        cluster.TypedExtensionProtocolOptions.Add(HttpProtocolOptions.Descriptor.FullName, DeterministicAny.Pack(options));
}
