using System.Collections.Immutable;
using System.Text.Json;
using TrafficTrace.ControlPlane.Access.Proxies;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Tokens;

/// <summary>
/// For which proxy a token is asked, and for how long: <c>name</c>, <c>mesh</c>, <c>tags</c>, <c>type</c> and <c>validFor</c> as in Kuma.
/// </summary>
internal sealed record DataplaneTokenBody(DataplaneClaims Claims, TimeSpan ValidFor)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_600);

    /// <param name="text">JSON.</param>
    /// <param name="refusal">All that is wrong, when that is why nothing is returned.</param>
    public static DataplaneTokenBody? Read(string text, out ApiError? refusal)
    {
        DataplaneTokenRequest? asked;
        try
        {
            asked = JsonSerializer.Deserialize(text, ApiJson.Default.DataplaneTokenRequest);
        }
        catch (JsonException wrong)
        {
            refusal = ApiError.Undecodable("token request", wrong.Message);
            return null;
        }

        var validFor = asked?.ValidFor is { Length: > 0 } duration ? GoDuration.Parse(duration) : DataplaneTokens.UsualDuration;
        InvalidParameter[] wrongs = [.. Wrong(asked), .. Wrong(validFor)];
        refusal = wrongs.Length == 0 ? null : ApiError.Invalid("Invalid request", wrongs);
        return refusal is not null ? null : new(ClaimsOf(asked!), validFor!.Value);
    }

    private static DataplaneClaims ClaimsOf(DataplaneTokenRequest asked) => new()
    {
        Mesh = asked.Mesh,
        Name = asked.Name,
        Tags = (asked.Tags ?? []).ToImmutableSortedDictionary(
            tag => tag.Key, tag => tag.Value.ToImmutableSortedSet(StringComparer.Ordinal), StringComparer.Ordinal),
    };

    private static IEnumerable<InvalidParameter> Wrong(DataplaneTokenRequest? asked)
    {
        if (string.IsNullOrEmpty(asked?.Mesh)) yield return new("mesh", "cannot be empty");
        if (asked?.Type is { Length: > 0 } type and not DataplaneClaims.DataplaneType)
            yield return new("type", $"{type} is not a valid proxy type");
        foreach (var (key, _) in (asked?.Tags ?? []).Where(tag => tag.Key.Length == 0 || tag.Value is not { Length: > 0 }))
            yield return new($"tags[\"{key}\"]", "has to have a key and a value at least");
        foreach (var (key, _) in (asked?.Tags ?? []).Where(tag => tag.Value?.Any(string.IsNullOrEmpty) == true))
            yield return new($"tags[\"{key}\"]", "has a value that is empty");
    }

    private static IEnumerable<InvalidParameter> Wrong(TimeSpan? validFor) => validFor is { Ticks: > 0 } duration && duration <= Longest
        ? []
        : [new("validFor", "has to be a duration such as 720h, above 0 and at most 100 years")];
}
