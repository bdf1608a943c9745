using TrafficTrace.Core.Matching;

namespace TrafficTrace.Cli.Converting;

/// <summary>Of two policies that select a proxy, not always the same one wins in both kinds.</summary>
internal static class TargetOrder
{
    public static IEnumerable<string> Differences(PolicyTarget[] targets) =>
        from one in targets
        from other in targets
        where one.Policy.Mesh == other.Policy.Mesh && one.Policy.Name != other.Policy.Name
        where WinsNow(one, other) && !WinsThen(one, other)
        select $"mesh {one.Policy.Mesh}: for a proxy that both select, TrafficTrace {one.Policy.Name} wins over {other.Policy.Name} now; "
            + $"of the MeshTraces {one.Name} and {other.Name} the second will";

    private static bool WinsNow(PolicyTarget one, PolicyTarget other) =>
        PolicyMatcher.Beats(one.Policy, one.Selector.Rank, other.Policy, other.Selector.Rank);

    // The kind of targetRef decides, then the smaller name.
    private static bool WinsThen(PolicyTarget one, PolicyTarget other) =>
        one.Level != other.Level ? one.Level > other.Level : string.CompareOrdinal(one.Name, other.Name) < 0;
}
