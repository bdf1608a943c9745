using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>
/// The policy that a proxy gets. <see cref="Selector"/> is the path of the selector by which it won, as <c>selectors[0]</c>;
/// <see cref="Origin"/> is that of the policy, as in <see cref="FieldSource"/>.
/// </summary>
public sealed record ExplainedWinner(string Policy, string Selector, string Because, string? Origin)
{
    public static ExplainedWinner Of(TrafficTracePolicy policy, Proxy proxy, Layers layers)
    {
        var index = PolicyMatcher.BestSelector(policy, proxy)
            ?? throw new ArgumentException($"{policy.Key} does not select {proxy.Name}", nameof(policy));
        var selector = policy.Selectors[index];
        var tags = proxy.TagSets.First(selector.Matches);
        return new(
            policy.Name,
            $"selectors[{index}]",
            $"the tags of this proxy ({tags.Written}) have what it asks for: {selector.Match.Written}",
            layers.OriginOf(policy.Key));
    }
}
