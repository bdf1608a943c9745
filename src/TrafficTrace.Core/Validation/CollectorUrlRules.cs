using System.Globalization;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Validation;

/// <summary>
/// The URL of a Zipkin collector. Kuma's checks come first; those after them are about what Kuma took, and Envoy then
/// rejected or could not use: no host or none that there can be, a port out of range, an empty path.
/// </summary>
public static class CollectorUrlRules
{
    /// <summary>More than any collector needs; each proxy holds it, and sends it with each request.</summary>
    public const int MaxLength = 2048;

    private const string Example = "http://zipkin:9411/api/v2/spans";
    private const string IPv6Example = "http://[::1]:9411/api/v2/spans";

    /// <summary>The URL, or null and what is wrong with it.</summary>
    public static CollectorUrl? Parse(string text, out IReadOnlyList<string> violations)
    {
        if (text.Length > MaxLength)
        {
            violations = [$"cannot be longer than {MaxLength} characters"];
            return null;
        }

        var uri = GoRequestUri.Parse(text);
        violations = [.. Violations(text, uri)];
        if (uri is null || violations.Count > 0) return null;
        return new CollectorUrl(uri.Scheme == "https", uri.HostName, int.Parse(uri.Port, CultureInfo.InvariantCulture), uri.Host, uri.Path);
    }

    /// <summary>What of a URL that is taken is not sent as it stands. Kuma drops it in silence.</summary>
    public static IEnumerable<string> Oddities(string text)
    {
        if (GoRequestUri.Parse(text) is not { } uri) yield break;
        if (uri.Scheme is not ("http" or "https"))
            yield return $"{GoQuoted.Text(uri.Scheme)} is no scheme of a collector: spans are sent as for http";
        if (uri.HasUser) yield return "user and password are not sent: remove them";
        if (uri.HasQuery) yield return "the ? and what follows it is not sent: remove it";
        if (uri.Path.Contains('#')) yield return "the # and what follows it is sent as part of the path: remove it";
        if (uri.Path.Contains(' ')) yield return "the path holds a blank, which is sent as it is and breaks the request: remove it";
        if (uri.Path.TrimEnd('/') == "/api/v1/spans")
            yield return "/api/v1/spans takes no spans of version 2, which are sent: write /api/v2/spans";
        if (HostRules.OddityOf(uri.HostName) is { } oddity) yield return oddity;
    }

    private static IEnumerable<string> Violations(string text, GoRequestUri? uri)
    {
        if (text.Length == 0) return ["cannot be empty"];
        if (uri is null) return [$"invalid URL: {UrlFaults.Of(text)}"];
        return uri.Port.Length == 0 ? [NoPort(uri)] : UnusableByEnvoy(uri);
    }

    /// <summary>What looks like a port is none where no <c>//</c> stands before the host.</summary>
    private static string NoPort(GoRequestUri uri) =>
        "port has to be explicitly specified" + (uri.Host.Length == 0 ? $", after http:// or https:// and the host, as in {Example}" : "");

    private static IEnumerable<string> UnusableByEnvoy(GoRequestUri uri)
    {
        if (HostRules.OfEndpoint(uri.HostName, uri.Host.StartsWith('['), IPv6Example) is { } host) yield return host;
        if (!AddressRules.IsPort(uri.Port)) yield return AddressRules.Port;
        if (uri.Path.Length == 0) yield return $"path has to be specified, as in {Example}";
        if (uri.Path.Any(char.IsControl)) yield return "path has to be free of control characters";
    }
}
