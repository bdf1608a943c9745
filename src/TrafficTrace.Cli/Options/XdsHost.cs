using System.Net;

namespace TrafficTrace.Cli.Options;

/// <summary>How a bootstrap says where the control plane is.</summary>
internal static class XdsHost
{
    /// <summary>Envoy's <c>Cluster.type</c>: a DNS name is resolved by Envoy.</summary>
    public static string ClusterType(string host) => IPAddress.TryParse(host, out _) ? "STATIC" : "STRICT_DNS";

    /// <summary>Envoy takes no brackets around an IPv6 address.</summary>
    public static string Address(string host) => IPAddress.TryParse(host, out var ip) ? ip.ToString() : host;
}
