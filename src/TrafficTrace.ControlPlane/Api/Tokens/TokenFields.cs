using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Validation;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Api.Tokens;

/// <summary>What requests for tokens of proxies and of users have in common.</summary>
internal static class TokenFields
{
    /// <summary>What is wrong with tags, by key a list of values.</summary>
    public static IEnumerable<InvalidParameter> WrongTags(Dictionary<string, string[]> tags)
    {
        foreach (var (key, values) in tags)
        {
            if (key.Length == 0 || values is not { Length: > 0 })
                yield return new($"tags[\"{key}\"]", "has to have a key and a value at least");
            else if (Array.Exists(values, string.IsNullOrEmpty)) yield return new($"tags[\"{key}\"]", "has a value that is empty");
        }
    }

    /// <param name="tags">In which nothing is wrong.</param>
    public static TagBounds Bounds(Dictionary<string, string[]> tags) =>
        new(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value.AsEnumerable())));

    /// <summary>How long a token is asked to last; null, and one wrong more, where that is no such time.</summary>
    /// <param name="given">As Go writes durations; null or empty for the usual one.</param>
    /// <param name="usual">Where none is given.</param>
    /// <param name="longest">The most.</param>
    /// <param name="wrongs">Gets what is wrong.</param>
    public static TimeSpan? ValidFor(string? given, TimeSpan usual, TimeSpan longest, List<InvalidParameter> wrongs)
    {
        var duration = given is { Length: > 0 } ? GoDuration.Parse(given) : usual;
        if (duration is { Ticks: > 0 } && duration <= longest) return duration;
        wrongs.Add(new("validFor", $"has to be a duration such as 720h, above 0 and at most {(int)(longest.TotalDays / 365)} years"));
        return null;
    }
}
