using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.Translation;

/// <summary>
/// What Envoy takes for an IP address: four decimal octets, or IPv6 without brackets and zone. <c>IPAddress.TryParse</c>
/// alone also takes <c>1</c> and <c>0x7f.1</c>, which are host names to Envoy.
/// </summary>
internal static class IpLiteral
{
    public static bool Is(string host) =>
        IPAddress.TryParse(host, out var address)
        && (address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() == host : host.AsSpan().IndexOfAny('[', '%') < 0);
}
