using System.Collections.Immutable;
using System.Text.Json;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Tokens;

/// <summary>For whom a token is asked, and for how long: <c>name</c>, <c>groups</c>, <c>validFor</c> as in Kuma, and <c>tags</c>.</summary>
internal sealed record UserTokenBody(Caller Caller, TimeSpan ValidFor)
{
    private const int LongestName = 128;

    private static readonly TimeSpan Usual = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    /// <param name="text">JSON.</param>
    /// <param name="refusal">All that is wrong, when that is why nothing is returned.</param>
    public static UserTokenBody? Read(string text, out ApiError? refusal)
    {
        UserTokenRequest? asked;
        try
        {
            asked = JsonSerializer.Deserialize(text, ApiJson.Default.UserTokenRequest);
        }
        catch (JsonException wrong)
        {
            refusal = ApiError.Undecodable("token request", wrong.Message);
            return null;
        }

        var (groups, tags) = (asked?.Groups ?? [], asked?.Tags ?? []);
        var validFor = asked?.ValidFor is { Length: > 0 } duration ? GoDuration.Parse(duration) : Usual;
        InvalidParameter[] wrongs = [.. Wrong(asked?.Name, groups, tags), .. Wrong(validFor)];
        refusal = wrongs.Length == 0 ? null : ApiError.Invalid("Invalid request", wrongs);
        return refusal is not null
            ? null
            : new(
                new Caller(asked!.Name!, [.. groups])
                {
                    Tags = new(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value.AsEnumerable()))),
                },
                validFor!.Value);
    }

    private static IEnumerable<InvalidParameter> Wrong(string? name, ImmutableArray<string> groups, Dictionary<string, string[]> tags)
    {
        if (string.IsNullOrWhiteSpace(name)) yield return new("name", "cannot be empty");
        else if (name.Length > LongestName || name.Any(char.IsControl))
            yield return new("name", $"has to be one line of at most {LongestName} characters");
        else if (Caller.IsTaken(name)) yield return new("name", "is what the history calls somebody else");
        if (groups.IsEmpty) yield return new("groups", $"has to name one at least: {Group.Known}");
        foreach (var group in groups.Where(group => Group.Parse(group) is null))
            yield return new("groups", $"\"{group}\" gives no right here; those that do are {Group.Known}");
        if (tags.Count > 0 && !groups.Any(group => Group.Parse(group)?.Role == Role.PolicyEditor))
            yield return new("tags", "bound policy editors alone, and no group is one of them");
        foreach (var (key, _) in tags.Where(tag => tag.Key.Length == 0 || tag.Value is not { Length: > 0 }))
            yield return new($"tags[\"{key}\"]", "has to have a key and a value at least");
    }

    private static IEnumerable<InvalidParameter> Wrong(TimeSpan? validFor) => validFor is { Ticks: > 0 } duration && duration <= Longest
        ? []
        : [new("validFor", "has to be a duration such as 24h, above 0 and at most 10 years")];
}
