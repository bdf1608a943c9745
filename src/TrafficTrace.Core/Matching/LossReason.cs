using System.Collections.Immutable;
using System.Globalization;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>Says why a policy is not the one that a proxy gets.</summary>
internal static class LossReason
{
    public static string Of(TrafficTracePolicy policy, Proxy proxy, TrafficTracePolicy? winner)
    {
        if (policy.Mesh != proxy.Mesh) return $"is of mesh {policy.Mesh}, the proxy of mesh {proxy.Mesh}";
        if (PolicyMatcher.RankFor(policy, proxy) is not { } rank) return $"selects no tag set of this proxy: {Needs(policy, proxy)}";
        if (winner is null || PolicyMatcher.RankFor(winner, proxy) is not { } winnerRank)
            throw new ArgumentException($"{policy.Key} selects the proxy, so there must be a winner", nameof(winner));
        return rank == winnerRank ? SameRank(policy, winner) : LessSpecific(rank, winner, winnerRank);
    }

    private static string LessSpecific(SelectorRank rank, TrafficTracePolicy winner, SelectorRank winnerRank) =>
        rank.Total != winnerRank.Total
            ? $"less specific than {winner.Name}: {Tags(rank.Total)} against {winnerRank.Total}"
            : $"less specific than {winner.Name}: {Tags(rank.Total)} each, but {rank.Exact} exact against {winnerRank.Exact}";

    private static string SameRank(TrafficTracePolicy policy, TrafficTracePolicy winner) =>
        (policy.CreationTime, winner.CreationTime) switch
        {
            (null, { } newer) => $"same rank, but it states no creationTime, which counts as older than {winner.Name} ({Time(newer)})",
            ({ } older, { } newer) when older != newer => $"same rank, but older than {winner.Name}: {Time(older)} against {Time(newer)}",
            _ => $"same rank and equally old, but its name sorts after {winner.Name}",
        };

    private static string Needs(TrafficTracePolicy policy, Proxy proxy) =>
        string.Join("; or ", policy.Selectors.Select(selector => Needs(selector, proxy.TagSets)));

    private static string Needs(TagSelector selector, ImmutableArray<TagSet> tagSets)
    {
        var needs = $"needs {selector.Match.Written}";
        if (tagSets.Length == 0) return $"{needs}, and the proxy has no tags";

        var closest = tagSets.MinBy(tags => Lacking(selector, tags).Count)!;
        return $"{needs}, and the closest tag set ({closest.Written}) lacks {Lacking(selector, closest).Written}";
    }

    private static TagSet Lacking(TagSelector selector, TagSet tags) =>
        TagSet.Of(selector.Match.Where(tag => !new TagSelector(TagSet.Of([tag])).Matches(tags)));

    private static string Tags(int count) => count == 1 ? "1 tag" : $"{count} tags";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
