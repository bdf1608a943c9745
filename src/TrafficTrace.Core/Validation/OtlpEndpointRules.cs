using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>The endpoint of an OpenTelemetry collector: <c>host</c>, <c>host:port</c>, or a URL of http or https.</summary>
public static partial class OtlpEndpointRules
{
    public const int GrpcPort = 4317;
    public const int HttpPort = 4318;

    private const string Example = "collector:4317 or https://collector:4318/v1/traces";
    private const string IPv6Example = "[::1]:4317";

    /// <summary>The endpoint, or null and what is wrong with it.</summary>
    public static OtlpEndpoint? Parse(string text, out IReadOnlyList<string> violations)
    {
        violations = [.. Violations(text)];
        if (violations.Count > 0) return null;
        var match = Parts().Match(text);
        var path = match.Groups["path"].Value;
        return new OtlpEndpoint(
            match.Groups["scheme"] is { Success: true } scheme ? scheme.Length == "https".Length : null,
            HostOf(match),
            match.Groups["port"] is { Success: true } port ? int.Parse(port.Value, CultureInfo.InvariantCulture) : null,
            path == "/" ? "" : path);
    }

    /// <summary>Null, or why it is no path of a request.</summary>
    public static string? OfPath(string path)
    {
        if (!path.StartsWith('/')) return "path has to begin with /";
        if (path.Length > CollectorUrlRules.MaxLength) return $"path cannot be longer than {CollectorUrlRules.MaxLength} characters";
        if (path.Contains('#')) return "path has to be without #: what follows it is never sent";
        return ValueRules.IsVisible(path) ? null : "path has to consist of visible ASCII characters, others percent-encoded";
    }

    private static IEnumerable<string> Violations(string text)
    {
        if (text.Length == 0) return [$"cannot be empty: write {Example}"];
        if (text.Length > CollectorUrlRules.MaxLength) return [$"cannot be longer than {CollectorUrlRules.MaxLength} characters"];
        var match = Parts().Match(text);
        var isOtherScheme = !match.Groups["scheme"].Success && text.Contains("://", StringComparison.Ordinal);
        return match.Success && !isOtherScheme ? OfParts(match) : [Unreadable(text)];
    }

    private static IEnumerable<string> OfParts(Match match)
    {
        if (HostRules.OfEndpoint(HostOf(match), match.Groups["six"].Success, IPv6Example) is { } host) yield return host;
        if (match.Groups["port"] is { Success: true } port && !AddressRules.IsPort(port.Value)) yield return AddressRules.Port;
        if (match.Groups["path"] is { Length: > 0 } path && OfWrittenPath(match, path.Value) is { } violation) yield return violation;
    }

    private static string? OfWrittenPath(Match match, string path)
    {
        if (!match.Groups["scheme"].Success) return $"has a path, so it has to begin with http:// or https://, as in {Example}";
        return path.StartsWith('/') ? OfPath(path) : "has to have a path before its ? or #";
    }

    private static string HostOf(Match match) =>
        match.Groups["six"] is { Success: true } address ? address.Value : match.Groups["host"].Value;

    private static string Unreadable(string text) => text.Contains('@')
        ? "user and password do not belong into it: send a token as one of the headers"
        : text.Count(character => character == ':') > 1 && !text.Contains('/')
            ? $"host has to stand in brackets if it is an IPv6 address, as in {IPv6Example}"
            : $"has to be host:port, or a URL of http or https: write {Example}";

    [GeneratedRegex(
        @"\A((?<scheme>[hH][tT][tT][pP][sS]?)://)?(\[(?<six>[^\]/?#@]*)\]|(?<host>[^\[\]:/?#@]*))(:(?<port>[0-9]*))?(?<path>([/?#].*)?)\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Parts();
}
