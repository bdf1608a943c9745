using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Access.Proxies;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Requests;

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
        if (JsonRequest.Read(text, ApiJson.Default.DataplaneTokenRequest, "token request", out refusal) is not { } asked) return null;
        List<InvalidParameter> wrongs = [.. Wrong(asked)];
        var validFor = TokenFields.ValidFor(asked.ValidFor, DataplaneTokens.UsualDuration, Longest, wrongs);
        refusal = wrongs.Count == 0 ? null : ApiError.Invalid("Invalid request", [.. wrongs]);
        return refusal is null ? new(ClaimsOf(asked), validFor!.Value) : null;
    }

    private static DataplaneClaims ClaimsOf(DataplaneTokenRequest asked) => new()
    {
        Mesh = asked.Mesh,
        Name = asked.Name,
        Tags = TokenFields.Bounds(asked.Tags ?? []),
    };

    private static IEnumerable<InvalidParameter> Wrong(DataplaneTokenRequest asked)
    {
        if (string.IsNullOrEmpty(asked.Mesh)) yield return new("mesh", "cannot be empty");
        if (asked.Type is { Length: > 0 } type and not DataplaneClaims.DataplaneType)
            yield return new("type", $"{type} is not a valid proxy type");
        foreach (var wrong in TokenFields.WrongTags(asked.Tags ?? [])) yield return wrong;
    }
}
