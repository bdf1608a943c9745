using System.Collections.Immutable;
using Microsoft.Net.Http.Headers;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Which form a client wants, and which it sends.</summary>
internal static class Representations
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";

    private static readonly ImmutableArray<string> YamlTypes = [Yaml, "text/yaml", "application/x-yaml", "text/x-yaml"];
    private static readonly ImmutableArray<string> JsonTypes = [Json, "text/json"];

    /// <summary>The first that the client takes; null when it takes none. Who says nothing takes JSON.</summary>
    public static Representation? Accepted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0) return Representation.Json;
        return accepted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1).Select(AcceptedBy)
            .FirstOrDefault(form => form is not null);
    }

    /// <summary>What the client says that it sends; null when that is neither. Who says nothing may send either.</summary>
    public static Representation? Sent(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType)) return Representation.Yaml; // JSON is YAML
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        if (type.Charset.HasValue && !type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return null;
        return Of(type);
    }

    private static Representation? AcceptedBy(MediaTypeHeaderValue type) =>
        type.MatchesAllTypes || (type.MatchesAllSubTypes && type.Type.Equals("application", StringComparison.OrdinalIgnoreCase))
            ? Representation.Json
            : Of(type);

    private static Representation? Of(MediaTypeHeaderValue type)
    {
        var name = type.MediaType.Value!;
        if (YamlTypes.Contains(name, StringComparer.OrdinalIgnoreCase)) return Representation.Yaml;
        return JsonTypes.Contains(name, StringComparer.OrdinalIgnoreCase) || type.Suffix == "json" ? Representation.Json : null;
    }
}
