using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>The claims of a token whose signature is good. A claim of another shape is one that is not there, but for tags.</summary>
internal readonly struct TokenClaims(JsonWebToken token)
{
    private const int LongestName = 256;

    private readonly JsonElement _claims = JsonElement.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));

    /// <summary>
    /// Of the first of these claims that names somebody; null when none does. What would steer a terminal is no name, nor is one that the
    /// history has for what is no user.
    /// </summary>
    public string? Name(params ReadOnlySpan<string> claims)
    {
        foreach (var claim in claims)
        {
            if (Find(claim) is not { ValueKind: JsonValueKind.String } value || value.GetString() is not { } text) continue;
            if (!string.IsNullOrWhiteSpace(text) && text.Length <= LongestName && !text.Any(char.IsControl) && !Caller.IsTaken(text))
                return text;
        }

        return null;
    }

    /// <summary>A list of texts, or a single one.</summary>
    public ImmutableArray<string> Texts(string claim) => Find(claim) is { } value ? TextsOf(value) : [];

    /// <summary>
    /// By key a list of texts; none where the claim is not there. Null where it has another shape: its token would be bounded by nothing.
    /// </summary>
    public TagBounds? Tags(string claim) => Find(claim) switch
    {
        null => TagBounds.None,
        { ValueKind: JsonValueKind.Object } tags =>
            new(tags.EnumerateObject().Select(tag => KeyValuePair.Create(tag.Name, TextsOf(tag.Value).AsEnumerable()))),
        _ => null,
    };

    private JsonElement? Find(string claim) =>
        _claims.ValueKind == JsonValueKind.Object && _claims.TryGetProperty(claim, out var value) ? value : null;

    private static ImmutableArray<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array =>
            [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        _ => [],
    };
}
