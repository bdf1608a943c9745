using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>What counts as an IP address (Go's <c>net.ParseIP</c>) and as a DNS name (the check that Kuma uses).</summary>
public static partial class AddressRules
{
    public const string Port = "port must be in the range [1, 65535]";
    public const int MaxPort = 65535;

    /// <summary>Whether it is one from 1 to <see cref="MaxPort"/>, of digits alone.</summary>
    public static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= MaxPort;

    /// <summary>
    /// Stricter than <see cref="IPAddress.TryParse(string, out IPAddress)"/>, which also takes <c>1</c>, <c>0x7f.1</c>, scopes and
    /// brackets: four plain decimals without leading zeros, or IPv6 without a zone.
    /// </summary>
    public static bool IsIp(string address) => address.Contains(':') ? IsIpV6(address) : IsIpV4(address);

    public static bool IsDnsName(string name) => name.Count(character => character != '.') <= 255 && !IsIp(name) && DnsName().IsMatch(name);

    /// <summary><c>0.0.0.0</c> or <c>::</c>: every address of a machine, where one listens and nobody connects to.</summary>
    public static bool IsUnspecified(string address) =>
        IsIp(address) && IPAddress.Parse(address) is var ip && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));

    /// <summary>
    /// Whether who connects to <paramref name="target"/> arrives at what listens on <paramref name="listener"/>; false where one is no IP.
    /// </summary>
    public static bool Meets(string listener, string target)
    {
        if (!IsIp(listener) || !IsIp(target)) return false;
        var (there, here) = (IPAddress.Parse(target), IPAddress.Parse(listener));
        // A connection to no address in particular goes to the machine's own loopback.
        if (IsUnspecified(target)) there = there.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        return here.Equals(there) || (IsUnspecified(listener) && IPAddress.IsLoopback(there));
    }

    private static bool IsIpV4(string address) => DottedQuad().IsMatch(address);

    private static bool IsIpV6(string address)
    {
        if (!IpV6Characters().IsMatch(address) || !IPAddress.TryParse(address, out _)) return false;
        return !address.Contains('.') || IsIpV4(address[(address.LastIndexOf(':') + 1)..]);
    }

    [GeneratedRegex(@"\A((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.(?!\z)|\z)){4}\z")]
    private static partial Regex DottedQuad();

    [GeneratedRegex(@"\A[0-9a-fA-F:.]+\z")]
    private static partial Regex IpV6Characters();

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62}(\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*[._]?\z")]
    private static partial Regex DnsName();
}
