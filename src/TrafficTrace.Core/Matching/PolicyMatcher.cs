using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// Which TrafficTrace a proxy gets: of those in its mesh that select it, the one whose best selector has most tags, then most
/// exact tags, then the newest policy, then the ordinally smallest name. One policy for the whole proxy; whether its backend
/// exists is asked afterwards (<see cref="BackendResolution"/>), so a policy without a usable backend still wins, as in Kuma.
/// </summary>
public static class PolicyMatcher
{
    /// <summary>The outcome alone. The order of <paramref name="policies"/> does not matter.</summary>
    public static TrafficTracePolicy? Winner(Proxy proxy, IEnumerable<TrafficTracePolicy> policies)
    {
        TrafficTracePolicy? best = null;
        var bestRank = default(SelectorRank);
        foreach (var policy in policies)
        {
            if (RankFor(policy, proxy) is not { } rank) continue;
            if (best is not null && !Beats(policy, rank, best, bestRank)) continue;
            (best, bestRank) = (policy, rank);
        }

        return best;
    }

    /// <summary>The outcome, and for every other policy why it lost.</summary>
    public static PolicyMatch Explain(Proxy proxy, IEnumerable<TrafficTracePolicy> policies)
    {
        var all = policies.OrderBy(policy => policy.Name, StringComparer.Ordinal).ToArray();
        var winner = Winner(proxy, all);
        return new(winner, [
            .. all.Where(policy => !ReferenceEquals(policy, winner))
                .Select(policy => new LostPolicy(policy, LossReason.Of(policy, proxy, winner))),
        ]);
    }

    /// <summary>Whether any selector of the policy matches one tag set of the proxy, whoever wins.</summary>
    public static bool Selects(TrafficTracePolicy policy, Proxy proxy) => RankFor(policy, proxy) is not null;

    /// <summary>Whether of two policies that select a proxy the first wins; the ranks are those of their best selectors.</summary>
    public static bool Beats(TrafficTracePolicy policy, SelectorRank rank, TrafficTracePolicy other, SelectorRank otherRank)
    {
        if (rank != otherRank) return rank > otherRank;
        var age = Nullable.Compare(policy.CreationTime, other.CreationTime); // no time is older than any
        return age != 0 ? age > 0 : string.CompareOrdinal(policy.Name, other.Name) < 0;
    }

    /// <summary>Index of the selector by which the policy selects the proxy; null when it does not.</summary>
    internal static int? BestSelector(TrafficTracePolicy policy, Proxy proxy)
    {
        if (RankFor(policy, proxy) is not { } rank) return null;
        for (var i = 0; i < policy.Selectors.Length; i++)
        {
            if (policy.Selectors[i].Rank == rank && Matches(policy.Selectors[i], proxy)) return i;
        }

        return null;
    }

    /// <summary>Rank of the best selector that matches; null when the policy does not select the proxy.</summary>
    internal static SelectorRank? RankFor(TrafficTracePolicy policy, Proxy proxy)
    {
        SelectorRank? best = null;
        if (policy.Mesh != proxy.Mesh) return best;
        foreach (var selector in policy.Selectors)
        {
            if ((best is null || selector.Rank > best) && Matches(selector, proxy)) best = selector.Rank;
        }

        return best;
    }

    /// <summary>One tag set must satisfy the whole selector: tags of two inbounds are never joined.</summary>
    private static bool Matches(TagSelector selector, Proxy proxy)
    {
        foreach (var tags in proxy.TagSets)
        {
            if (selector.Matches(tags)) return true;
        }

        return false;
    }
}
