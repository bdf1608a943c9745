using System.Text;

namespace TrafficTrace.Load.Proxies;

internal static class XdsTypes
{
    public const int Count = 5;

    public static readonly string[] Urls =
    [
        "type.googleapis.com/envoy.service.runtime.v3.Runtime",
        "type.googleapis.com/envoy.config.cluster.v3.Cluster",
        "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment",
        "type.googleapis.com/envoy.config.listener.v3.Listener",
        "type.googleapis.com/envoy.config.route.v3.RouteConfiguration",
    ];

    public static readonly byte[][] UrlBytes = [.. Urls.Select(Encoding.UTF8.GetBytes)];

    /// <summary>They differ in length, which is all that needs a look.</summary>
    public static XdsType Of(ReadOnlySpan<byte> url)
    {
        for (var type = 0; type < Count; type++)
        {
            if (Urls[type].Length == url.Length) return (XdsType)type;
        }

        throw new InvalidDataException("a response of a type that nobody asked for: " + Encoding.UTF8.GetString(url));
    }
}
