using Envoy.Api.Protos;

namespace TrafficTrace.Translation.Tracers;

/// <summary>
/// Where spans go. <see cref="FromIPv6"/>: the proxy's own address is IPv6. <see cref="SecretsOf"/>: the mesh whose secrets it names, null
/// where it names none, so that meshes share it.
/// </summary>
internal readonly record struct CollectorCluster(Tracer Tracer, bool FromIPv6, string? SecretsOf) : IPackable<PackedResource>
{
    public PackedResource Pack()
    {
        var cluster = Tracer.ClusterFor(FromIPv6, SecretsOf);
        return PackedResource.Pack(cluster.Name, cluster);
    }
}
