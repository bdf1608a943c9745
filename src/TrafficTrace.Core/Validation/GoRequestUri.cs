namespace TrafficTrace.Core.Validation;

/// <summary>
/// A URI as Go's <c>url.ParseRequestURI</c> splits it, which decided what Kuma took: the scheme in lower case, the host in its
/// own, user and query dropped, the path decoded, no fragments. <see cref="Host"/> holds the port too. <see cref="System.Uri"/>
/// differs in all of these.
/// </summary>
public sealed record GoRequestUri(string Scheme, string Host, string Path)
{
    /// <summary>A user stood before the host.</summary>
    public bool HasUser { get; init; }

    /// <summary>A <c>?</c> stood after the path.</summary>
    public bool HasQuery { get; init; }

    /// <summary>Digits after the last colon of the host; empty when there are none.</summary>
    public string Port => PortColon is var colon and >= 0 ? Host[(colon + 1)..] : "";

    /// <summary>The host without port and brackets.</summary>
    public string HostName
    {
        get
        {
            var name = PortColon is var colon and >= 0 ? Host[..colon] : Host;
            return name.StartsWith('[') && name.EndsWith(']') ? name[1..^1] : name;
        }
    }

    private int PortColon => Host.LastIndexOf(':') is var colon and >= 0 && IsOptionalPort(Host[colon..]) ? colon : -1;

    /// <summary>Null where Go reports an error.</summary>
    public static GoRequestUri? Parse(string text)
    {
        if (text.Length == 0 || text.Any(character => character is < ' ' or '\x7f')) return null;
        if (text == "*") return new GoRequestUri("", "", "*");
        if (SplitScheme(text) is not var (scheme, rest)) return null;
        var query = rest.IndexOf('?');
        if (query >= 0) rest = rest[..query];
        if (!rest.StartsWith('/')) return scheme.Length == 0 ? null : new GoRequestUri(scheme, "", "");
        var uri = scheme.Length > 0 && rest.StartsWith("//", StringComparison.Ordinal)
            ? WithAuthority(scheme, rest[2..])
            : WithPath(scheme, "", rest);
        return uri is null ? null : uri with { HasQuery = query >= 0 };
    }

    private static GoRequestUri? WithAuthority(string scheme, string rest)
    {
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !IsUserInfo(authority[..at])) return null;
        var uri = ParseHost(authority[(at + 1)..]) is { } host ? WithPath(scheme, host, slash < 0 ? "" : rest[slash..]) : null;
        return uri is null ? null : uri with { HasUser = at >= 0 };
    }

    private static GoRequestUri? WithPath(string scheme, string host, string path) =>
        PercentEncoding.Decode(path) is { } decoded ? new GoRequestUri(scheme, host, decoded) : null;

    /// <summary>Text before the first colon, if it looks like a scheme; null when the colon comes first.</summary>
    private static (string Scheme, string AfterColon)? SplitScheme(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiLetter(text[i])) continue;
            if (i > 0 && (char.IsAsciiDigit(text[i]) || text[i] is '+' or '-' or '.')) continue;
            if (text[i] != ':') break;
            if (i == 0) return null;
            return (text[..i].ToLowerInvariant(), text[(i + 1)..]);
        }

        return ("", text);
    }

    private static string? ParseHost(string host)
    {
        if (!host.StartsWith('['))
        {
            var colon = host.LastIndexOf(':');
            return colon >= 0 && !IsOptionalPort(host[colon..]) ? null : PercentEncoding.DecodeHost(host);
        }

        var bracket = host.LastIndexOf(']');
        if (bracket < 0 || !IsOptionalPort(host[(bracket + 1)..])) return null;
        var zone = host[..bracket].IndexOf("%25", StringComparison.Ordinal);
        if (zone < 0) return PercentEncoding.DecodeHost(host);
        string?[] parts =
        [
            PercentEncoding.DecodeHost(host[..zone]),
            PercentEncoding.DecodeZone(host[zone..bracket]),
            PercentEncoding.DecodeHost(host[bracket..]),
        ];
        return parts.Contains(null) ? null : string.Concat(parts);
    }

    private static bool IsOptionalPort(string port) => port.Length == 0 || (port[0] == ':' && port.Skip(1).All(char.IsAsciiDigit));

    internal static bool IsUserInfo(string user) =>
        user.All(character => char.IsAsciiLetterOrDigit(character) || "-._:~!$&'()*+,;=%@".Contains(character))
            && PercentEncoding.Decode(user) is not null;
}
