using Envoy.Api.Protos;

namespace TrafficTrace.Translation.Tracers;

/// <summary>Where spans go. <see cref="FromIPv6"/>: the proxy's own address is IPv6.</summary>
internal readonly record struct CollectorCluster(Tracer Tracer, bool FromIPv6) : IPackable<PackedResource>
{
    public PackedResource Pack()
    {
        var cluster = Tracer.ClusterFor(FromIPv6);
        return PackedResource.Pack(cluster.Name, cluster);
    }
}
