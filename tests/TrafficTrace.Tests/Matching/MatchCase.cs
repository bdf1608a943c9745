using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Matching;

public sealed record MatchCase(Dataplane Dataplane, TrafficTracePolicy[] Policies)
{
    public Proxy Proxy => Proxy.Of(Dataplane);

    public override string ToString() =>
        $"proxy: {string.Join(" | ", Dataplane.TagSets)}\n" + string.Join('\n', Policies.Select(policy =>
            $"{policy.Name} {policy.CreationTime:O}: {string.Join(" | ", policy.Selectors.Select(selector => selector.Match))}"));
}
