using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Requests;

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
        if (JsonRequest.Read(text, ApiJson.Default.UserTokenRequest, "token request", out refusal) is not { } asked) return null;
        var (groups, tags) = (asked.Groups ?? [], asked.Tags ?? []);
        List<InvalidParameter> wrongs = [.. Wrong(asked.Name, groups, tags)];
        var validFor = TokenFields.ValidFor(asked.ValidFor, Usual, Longest, wrongs);
        refusal = wrongs.Count == 0 ? null : ApiError.Invalid("Invalid request", [.. wrongs]);
        return refusal is null ? new(CallerOf(asked.Name!, groups, tags), validFor!.Value) : null;
    }

    private static Caller CallerOf(string name, ImmutableArray<string> groups, Dictionary<string, string[]> tags) => new(name, groups)
    {
        Tags = TokenFields.Bounds(tags),
    };

    private static IEnumerable<InvalidParameter> Wrong(string? name, ImmutableArray<string> groups, Dictionary<string, string[]> tags)
    {
        if (string.IsNullOrWhiteSpace(name)) yield return new("name", "cannot be empty");
        else if (name.Length > LongestName || name.Any(char.IsControl))
            yield return new("name", $"has to be one line of at most {LongestName} characters");
        else if (Caller.IsTaken(name)) yield return new("name", "is what the history calls somebody else");
        if (groups.IsEmpty) yield return new("groups", $"has to name one at least: {Group.Known}");
        foreach (var group in groups.Where(group => Group.Parse(group ?? "") is null))
            yield return new("groups", $"\"{group}\" gives no right here; those that do are {Group.Known}");
        if (tags.Count > 0 && !groups.Any(group => Group.Parse(group ?? "")?.Role == Role.PolicyEditor))
            yield return new("tags", "bound policy editors alone, and no group is one of them");
        foreach (var wrong in TokenFields.WrongTags(tags)) yield return wrong;
    }
}
