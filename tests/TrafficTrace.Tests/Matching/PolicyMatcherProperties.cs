using FsCheck;
using FsCheck.Fluent;
using FsCheck.NUnit;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace TrafficTrace.Tests.Matching;

/// <summary>Holds matching against the rule written down as plainly as can be: sort all that match, take the first.</summary>
[Properties(Arbitrary = [typeof(MatchCases)], MaxTest = 200)]
public sealed class PolicyMatcherProperties
{
    [Property]
    public bool The_winner_is_the_first_of_the_sorted_candidates(MatchCase given) =>
        ReferenceEquals(PolicyMatcher.Winner(given.Proxy, given.Policies), Reference(given));

    [Property]
    public bool Explaining_finds_the_same_winner_and_accounts_for_every_policy(MatchCase given)
    {
        var match = PolicyMatcher.Explain(given.Proxy, given.Policies);
        var losers = given.Policies.Where(policy => policy != match.Winner).OrderBy(policy => policy.Name, StringComparer.Ordinal);
        return ReferenceEquals(match.Winner, Reference(given)) && match.Lost.Select(lost => lost.Policy).SequenceEqual(losers);
    }

    [Property]
    public bool The_reason_tells_those_that_select_from_those_that_do_not(MatchCase given) =>
        PolicyMatcher.Explain(given.Proxy, given.Policies).Lost
            .All(
                lost =>
                    lost.Reason.StartsWith("selects no tag set", StringComparison.Ordinal) != Ranks(lost.Policy, given.Dataplane).Any());

    [Property]
    public bool The_order_of_policies_and_inbounds_does_not_matter(MatchCase given)
    {
        var turned = Proxy.Of(given.Dataplane with { Inbounds = [.. given.Dataplane.Inbounds.Reverse()] });
        return ReferenceEquals(PolicyMatcher.Winner(turned, given.Policies.Reverse()), PolicyMatcher.Winner(given.Proxy, given.Policies));
    }

    [Property]
    public bool A_loser_can_go_and_nothing_changes(MatchCase given)
    {
        var winner = PolicyMatcher.Winner(given.Proxy, given.Policies);
        return given.Policies.Where(policy => policy != winner).All(loser =>
            ReferenceEquals(PolicyMatcher.Winner(given.Proxy, given.Policies.Where(policy => policy != loser)), winner));
    }

    [Property]
    public bool Selecting_is_having_one_tag_set_that_satisfies_one_whole_selector(MatchCase given) =>
        given.Policies.All(policy => PolicyMatcher.Selects(policy, given.Proxy) == Ranks(policy, given.Dataplane).Any());

    private static TrafficTracePolicy? Reference(MatchCase given) =>
        given.Policies.Where(policy => Ranks(policy, given.Dataplane).Any())
            .OrderByDescending(policy => Ranks(policy, given.Dataplane).Max())
            .ThenByDescending(policy => policy.CreationTime ?? DateTimeOffset.MinValue)
            .ThenBy(policy => policy.Name, StringComparer.Ordinal)
            .FirstOrDefault();

    private static IEnumerable<(int Total, int Exact)> Ranks(TrafficTracePolicy policy, Dataplane dataplane) =>
        from selector in policy.Selectors
        let wanted = selector.Match.ToDictionary()
        from tags in dataplane.TagSets
        let has = tags.ToDictionary()
        where wanted.All(tag => has.TryGetValue(tag.Key, out var value) && (tag.Value is "*" || tag.Value == value))
        select (wanted.Count, wanted.Count(tag => tag.Value is not "*"));
}
