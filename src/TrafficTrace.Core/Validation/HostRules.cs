namespace TrafficTrace.Core.Validation;

/// <summary>The host of a collector: an IP address, or a name that DNS and TLS can carry. Kuma does not look at it.</summary>
public static class HostRules
{
    /// <summary>Of a name in DNS; Envoy takes no longer one as SNI.</summary>
    public const int MaxLength = 253;

    /// <summary>Null, or why it is no host.</summary>
    public static string? OfCollector(string host)
    {
        if (AddressRules.IsIp(host)) return null;
        if (host.Length > MaxLength) return $"cannot be longer than {MaxLength} characters";
        return AddressRules.IsDnsName(host) && !EndsWithNumber(host) ? null : "has to be valid IP address or domain name";
    }

    /// <summary>Null, or what is wrong with the host of a URL or of an endpoint with a port.</summary>
    /// <param name="host">Without brackets.</param>
    /// <param name="inBrackets">Whether it stands in brackets.</param>
    /// <param name="example">How an IPv6 address is written there.</param>
    public static string? OfEndpoint(string host, bool inBrackets, string example)
    {
        if (host.Length == 0) return "host has to be specified";
        if (host.Contains(':') != inBrackets)
            return $"host has to stand in brackets if it is an IPv6 address, and only then, as in {example}";
        return OfCollector(host) is { } violation ? $"host {violation}" : null;
    }

    /// <summary>What to write where a host alone belongs and more was written: a scheme, a port, a path, brackets.</summary>
    public static string Advice(string text)
    {
        var host = Stripped(text.Trim());
        return OfCollector(host) is null
            ? $"write {host} here and the port in its own field"
            : "write the host alone, as in agent.example or 10.0.0.9";
    }

    /// <summary>Null, or what is odd about a host at which a collector listens but is not reached.</summary>
    public static string? OddityOf(string host)
    {
        if (AddressRules.IsUnspecified(host))
            return $"{host} leads each proxy to its own machine: write the collector's address, or 127.0.0.1 if that is meant";
        return host.TrimEnd('.').EndsWith(".mesh", StringComparison.OrdinalIgnoreCase)
            ? $"{host} is a name of the kind that Kuma's DNS alone resolves, for an ExternalService or a service of the mesh: "
                + "write the name that the DNS of the proxies knows"
            : null;
    }

    /// <summary>Such a name, <c>10.0.0.300</c> for one, is a mistyped address: no domain is called so.</summary>
    private static bool EndsWithNumber(string name)
    {
        var labels = name.TrimEnd('.');
        return labels[(labels.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit);
    }

    private static string Stripped(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var host = scheme < 0 ? text : text[(scheme + 3)..];
        var end = host.AsSpan().IndexOfAny("/?#");
        if (end >= 0) host = host[..end];
        if (host.StartsWith('[') && host.IndexOf(']', StringComparison.Ordinal) is var bracket and > 0) return host[1..bracket];
        return host.Count(character => character == ':') == 1 ? host[..host.IndexOf(':', StringComparison.Ordinal)] : host;
    }
}
