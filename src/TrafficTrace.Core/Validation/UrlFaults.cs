namespace TrafficTrace.Core.Validation;

/// <summary>Says why <see cref="GoRequestUri"/> makes nothing of a URL, in the words of who wrote it.</summary>
internal static class UrlFaults
{
    public static string Of(string text)
    {
        if (text.Any(char.IsControl)) return "it holds control characters";
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !text[..scheme].All(char.IsAsciiLetter)) return "it has to begin with http:// or https://";
        var rest = text[(scheme + 3)..];
        var end = rest.AsSpan().IndexOfAny("/?");
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf('@');
        if (OfHost(authority[(at + 1)..]) is { } fault) return fault;
        return at >= 0 && !GoRequestUri.IsUserInfo(authority[..at])
            ? "user and password do not belong into it"
            : "a % in it has to be followed by two hexadecimal digits that are part of UTF-8";
    }

    private static string? OfHost(string host)
    {
        if (host.Any(char.IsWhiteSpace)) return "its host holds a blank";
        if (host.Contains('#')) return "a path has to come before the #";
        if (host.StartsWith('[') && !host.Contains(']')) return "the bracket of its IPv6 address is not closed";
        var afterName = host[(host.LastIndexOf(']') + 1)..];
        var colon = afterName.LastIndexOf(':');
        if (colon >= 0 && !afterName[(colon + 1)..].All(char.IsAsciiDigit)) return "its port has to be a number";
        if (host.StartsWith('[') && colon > 0) return "after the bracket of its IPv6 address has to come the port";
        return PercentEncoding.DecodeHost(host) is null ? "its host holds characters that no host has" : null;
    }
}
