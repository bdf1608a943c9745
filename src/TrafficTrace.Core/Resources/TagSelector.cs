namespace TrafficTrace.Core.Resources;

/// <summary>One <c>match</c> of a policy. A value of <c>*</c> asks only that the tag is there.</summary>
public sealed record TagSelector(TagSet Match)
{
    public const string Wildcard = "*";

    /// <summary>How specific the selector is: all tags first, exact ones next. A property of the selector alone.</summary>
    public SelectorRank Rank { get; } = new(Match.Count, Match.Count(tag => tag.Value != Wildcard));

    public bool Matches(TagSet tags)
    {
        foreach (var (key, value) in Match)
        {
            if (!tags.TryGetValue(key, out var actual) || (value != Wildcard && value != actual)) return false;
        }

        return true;
    }
}
