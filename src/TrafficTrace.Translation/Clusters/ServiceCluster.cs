using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Clusters;

/// <summary>
/// A service or a subset of it, reached through the proxies in front of its instances. Whatever the protocol, it has HTTP/2
/// options: those proxies tell HTTP versions apart by themselves, a TCP proxy does not look at the options, and a service
/// that changes its protocol keeps its cluster.
/// </summary>
internal readonly record struct ServiceCluster(string Mesh, TagSet Tags) : IPackable<PackedResource>
{
    public PackedResource Pack()
    {
        var cluster = CommonCluster.Named(Names.ServiceCluster(Tags), Cluster.Types.DiscoveryType.Eds);
        cluster.EdsClusterConfig = new Cluster.Types.EdsClusterConfig
        {
            EdsConfig = AdsSource.Of(),
            ServiceName = Names.Endpoints(Mesh, Tags),
        };
        CommonCluster.UseHttp2(cluster);
        return PackedResource.Pack(cluster.Name, cluster);
    }
}
