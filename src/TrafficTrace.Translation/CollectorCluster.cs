using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation;

/// <summary>
/// Where spans go. Its name stays when its host does not, so that a collector moves without a listener changing.
/// <see cref="Backend"/> is without its sampling; <see cref="FromIPv6"/>: the proxy's own address is IPv6.
/// </summary>
internal readonly record struct CollectorCluster(TracingBackend Backend, bool FromIPv6) : IPackable<PackedResource>
{
    public PackedResource Pack()
    {
        var cluster = Backend switch
        {
            ZipkinBackend { Url: var url } => At(url.Host, url.Port),
            DatadogBackend datadog => At(datadog.Address, datadog.Port),
            _ => throw new ArgumentException($"no collector for {Backend.GetType().Name}"),
        };
        if (Backend is ZipkinBackend { Url.Https: true } zipkin) cluster.TransportSocket = CollectorTransport.Of(zipkin.Url.Host, zipkin.Tls);
        return PackedResource.Pack(cluster.Name, cluster);
    }

    private Cluster At(string host, int port)
    {
        var name = Names.CollectorCluster(Backend.Name);
        if (IpLiteral.Is(host)) return Clusters.OfOne(name, Cluster.Types.DiscoveryType.Static, host, port);
        var cluster = Clusters.OfOne(name, Cluster.Types.DiscoveryType.StrictDns, host, port);
        cluster.DnsLookupFamily = FromIPv6 ? Cluster.Types.DnsLookupFamily.Auto : Cluster.Types.DnsLookupFamily.V4Only;
        return cluster;
    }
}
