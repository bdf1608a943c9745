using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>What a dataplane token says, as Kuma's do. What is null or empty constrains nothing.</summary>
internal sealed record DataplaneClaims
{
    public const string DataplaneType = "dataplane";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public string? Name { get; init; }

    public string? Mesh { get; init; }

    /// <summary>By tag the values that it may have.</summary>
    public TagBounds Tags { get; init; } = TagBounds.None;

    /// <summary>Of the proxy: <c>dataplane</c>, or one that is not served here.</summary>
    public string? Type { get; init; }

    /// <summary><c>jti</c>.</summary>
    public string? Id { get; init; }

    /// <summary><c>nbf</c>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary><c>exp</c>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// Null where a claim has another shape than it must: it was to constrain something, so it must not count as absent.
    /// </summary>
    /// <param name="payload">The second part of a token.</param>
    public static DataplaneClaims? Read(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(payload), Strict);
            return Of(json.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DataplaneClaims Of(JsonElement claims) => new()
    {
        Name = Text(claims, nameof(Name)),
        Mesh = Text(claims, nameof(Mesh)),
        Type = Text(claims, nameof(Type)),
        Tags = TagsOf(claims),
        Id = Text(claims, "jti"),
        From = Time(claims, "nbf"),
        Until = Time(claims, "exp"),
    };

    private static string? Text(JsonElement claims, string name) =>
        Find(claims, name) is { } value && value.GetString() is { Length: > 0 } text ? text : null;

    private static TagBounds TagsOf(JsonElement claims) => Find(claims, nameof(Tags)) is not { } tags
        ? TagBounds.None
        : new(tags.EnumerateObject().Select(tag => KeyValuePair.Create(
            tag.Name, tag.Value.EnumerateArray().Select(value => value.GetString() ?? throw new FormatException("a tag is null")))));

    // Seconds since 1970, maybe with a fraction (RFC 7519, NumericDate).
    private static DateTimeOffset? Time(JsonElement claims, string name)
    {
        if (Find(claims, name) is not { } value) return null;
        var seconds = value.GetDouble();
        if (double.IsNaN(seconds)) throw new FormatException("a time is no number");
        var latest = (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalSeconds - 1;
        return DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, latest));
    }

    private static JsonElement? Find(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
