using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;

namespace TrafficTrace.Translation.Clusters;

/// <summary>
/// The workload behind an inbound. Named by its port alone, as in Kuma, unless an inbound before it has taken that name for
/// something else (<see cref="PortTaken"/>): there Kuma sends both inbounds to the last one's workload.
/// </summary>
internal readonly record struct LocalCluster(string Address, int Port, bool Http2, bool PortTaken) : IPackable<PackedResource>
{
    public string Name => PortTaken ? Names.LocalCluster(Port, Address, Http2) : Names.LocalCluster(Port);

    public PackedResource Pack()
    {
        var cluster = CommonCluster.OfOne(Name, Cluster.Types.DiscoveryType.Static, Address, Port);
        if (Http2) CommonCluster.UseHttp2(cluster);
        return PackedResource.Pack(cluster.Name, cluster);
    }
}
