using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation;

/// <summary>
/// Every name that an Envoy sees, as Kuma spells it where Kuma has it. Tag keys and values hold none of <c>? = &amp;</c>,
/// so that names made of them cannot collide.
/// </summary>
public static partial class Names
{
    /// <summary>The one runtime layer.</summary>
    public const string RuntimeLayer = "tracing";

    /// <summary>Runtime key that replaces <c>overall_sampling</c> of every HCM of the process.</summary>
    public const string SamplingKey = "tracing.global_enabled";

    /// <summary>Runtime key that replaces <c>random_sampling</c> of every HCM and of every route. For overlay proxies alone.</summary>
    public const string RandomKey = "tracing.random_sampling";

    public static string InboundListener(string address, int port) => $"inbound:{HostPort(address, port)}";

    public static string OutboundListener(string address, int port) => $"outbound:{HostPort(address, port)}";

    public static string InboundRoutes(string service) => $"inbound:{service}";

    public static string OutboundRoutes(string service) => $"outbound:{service}";

    /// <summary>Of a route table that is asked for by name: all that it leads to stands in it, so that equal ones are one.</summary>
    public static string InboundRoutes(string service, string cluster) => $"{InboundRoutes(service)}/{cluster}";

    public static string LocalCluster(int port) => string.Create(CultureInfo.InvariantCulture, $"localhost:{port}");

    /// <summary>A second cluster on the same workload port, which differs from the first in address or HTTP version.</summary>
    public static string LocalCluster(int port, string address, bool http2) =>
        $"{LocalCluster(port)}/{address}/{(http2 ? "http2" : "http1")}";

    /// <summary>The service; for an outbound with more tags <c>service-hash</c>, equal for every proxy with these tags.</summary>
    public static string ServiceCluster(TagSet tags) =>
        tags.Count == 1 ? Service(tags) : $"{Service(tags)}-{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(Query(tags))):x16}";

    /// <summary>What an EDS cluster asks for: unlike its own name, this one says mesh and tags in full.</summary>
    public static string Endpoints(string mesh, TagSet tags) =>
        tags.Count == 1 ? $"{mesh}/{Service(tags)}" : $"{mesh}/{Service(tags)}?{Query(tags.Without(TagSet.Service))}";

    /// <summary>Of a secret, unlike those of other meshes.</summary>
    public static string Secret(string mesh, string name) => $"{mesh}/{name}";

    public static string CollectorCluster(string backend) => $"tracing:{backend}";

    /// <summary>As statistics spell a name: whatever is no letter, digit, <c>_</c> or <c>-</c> becomes <c>_</c>.</summary>
    public static string Stat(string name) => NotInStats().Replace(name, "_");

    internal static string Service(TagSet tags) =>
        tags.ServiceName ?? throw new ArgumentException($"tags without {TagSet.Service}: {tags}", nameof(tags));

    private static string Query(TagSet tags) => string.Join('&', tags.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>As the authority of a URL; an IPv6 address stands in brackets.</summary>
    internal static string HostPort(string address, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(address.Contains(':') ? $"[{address}]" : address)}:{port}");

    [GeneratedRegex("[^a-zA-Z_0-9-]", RegexOptions.CultureInvariant)]
    private static partial Regex NotInStats();
}
