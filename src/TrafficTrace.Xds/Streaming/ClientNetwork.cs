using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// Whom a limit for one address is about. Of an IPv6 address its network counts, 64 bits: who has a network has all the addresses in it.
/// </summary>
public static class ClientNetwork
{
    private const int Length = 8; // in bytes

    /// <summary>Those that are not known, null, are one.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Length).Clear();
        return new IPAddress(bytes);
    }
}
