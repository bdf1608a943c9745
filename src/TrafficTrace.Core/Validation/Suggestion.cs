namespace TrafficTrace.Core.Validation;

/// <summary>What somebody may have meant by a name that is not known.</summary>
public static class Suggestion
{
    /// <returns>A half-sentence that begins with a semicolon, empty when no known name is near.</returns>
    public static string For(string name, IEnumerable<string> known)
    {
        var near = Near(name, known);
        return near.Count == 0 ? "" : $"; did you mean {string.Join(" or ", near)}?";
    }

    /// <summary>
    /// The names that are the fewest letters away, if those are few enough to be a slip; else the names that have all its words,
    /// or all of whose words it has.
    /// </summary>
    private static IReadOnlyList<string> Near(string name, IEnumerable<string> known)
    {
        var byDistance = known.GroupBy(candidate => Spelling.Distance(name, candidate)).OrderBy(group => group.Key).ToList();
        if (byDistance.Count > 0 && byDistance[0].Key <= Spelling.Tolerated(name)) return [.. byDistance[0]];
        var words = Words(name).ToHashSet(StringComparer.Ordinal);
        if (words.Count == 0) return [];
        return
        [
            .. byDistance.SelectMany(group => group)
                .Where(candidate => words.IsSubsetOf(Words(candidate)) || words.IsSupersetOf(Words(candidate))),
        ];
    }

    private static string[] Words(string name) => name.ToLowerInvariant().Split(['-', '_'], StringSplitOptions.RemoveEmptyEntries);
}
