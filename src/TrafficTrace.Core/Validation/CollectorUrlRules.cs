using System.Globalization;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Validation;

/// <summary>
/// The URL of a Zipkin collector. Kuma's checks come first; those after them are about what Kuma took, and Envoy then
/// rejected: an empty host, a port out of range, an empty path.
/// </summary>
public static class CollectorUrlRules
{
    /// <summary>The URL, or null and what is wrong with it.</summary>
    public static CollectorUrl? Parse(string text, out IReadOnlyList<string> violations)
    {
        var uri = GoRequestUri.Parse(text);
        violations = [.. Violations(text, uri)];
        if (uri is null || violations.Count > 0) return null;
        return new CollectorUrl(uri.Scheme == "https", uri.HostName, int.Parse(uri.Port, CultureInfo.InvariantCulture), uri.Host, uri.Path);
    }

    private static IEnumerable<string> Violations(string text, GoRequestUri? uri)
    {
        if (text.Length == 0) return ["cannot be empty"];
        if (uri is null) return ["invalid URL"];
        return uri.Port.Length == 0 ? ["port has to be explicitly specified"] : UnusableByEnvoy(uri);
    }

    private static IEnumerable<string> UnusableByEnvoy(GoRequestUri uri)
    {
        if (uri.HostName.Length == 0) yield return "host has to be specified";
        var isNumber = int.TryParse(uri.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        if (!isNumber || port is 0 or > AddressRules.MaxPort) yield return AddressRules.Port;
        if (uri.Path.Length == 0) yield return "path has to be specified, as in http://zipkin:9411/api/v2/spans";
        if (uri.Path.Any(char.IsControl)) yield return "path has to be free of control characters";
    }
}
