using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>
/// Of two policies that select a proxy, not always the same one wins in both kinds; and Kuma joins MeshTraces field by field, while of
/// TrafficTraces one counts as a whole.
/// </summary>
internal static class MeshTraceOrder
{
    private static readonly string[][] Joined =
    [
        ["backends"], ["sampling", "overall"], ["sampling", "random"], ["sampling", "client"], ["tags"],
    ];

    /// <summary>Where TrafficTraces are to become MeshTraces.</summary>
    public static IEnumerable<Finding> OfMeshTraces(PolicyTarget[] targets) =>
        from one in targets
        from other in targets
        where one.Policy.Mesh == other.Policy.Mesh && one.Policy.Name != other.Policy.Name
        where WinsByTags(one, other) && !WinsByTarget(one, other)
        select Converted.Says(
            $"mesh {one.Policy.Mesh}: for a proxy that both select, TrafficTrace {one.Policy.Name} wins over {other.Policy.Name} now; "
                + $"of the MeshTraces {one.Name} and {other.Name} the second will");

    /// <summary>Where MeshTraces are to become TrafficTraces.</summary>
    public static IEnumerable<Finding> OfTrafficTraces(MeshTraceReading[] readings)
    {
        (MeshTraceReading Reading, PolicyTarget Target)[] policies = [.. readings.Select(reading => (reading, Target(reading.Draft)))];
        return
            from one in policies
            from other in policies
            where one.Target.Policy.Mesh == other.Target.Policy.Mesh && WinsByTarget(one.Target, other.Target)
            from finding in Differences(one.Reading, one.Target, other.Reading, other.Target)
            select finding;
    }

    private static IEnumerable<Finding> Differences(
        MeshTraceReading one, PolicyTarget target, MeshTraceReading other, PolicyTarget otherTarget)
    {
        if (!WinsByTags(target, otherTarget))
            yield return Converted.Says(
                $"mesh {target.Policy.Mesh}: for a proxy that both select, MeshTrace {target.Name} wins over {otherTarget.Name} now; "
                    + "of the TrafficTraces the second will");
        foreach (var path in Joined)
        {
            if (!one.Default.Child(path).Exists && other.Default.Child(path).Exists)
                yield return one.Default.Child(path).Says($"is not said here: for a proxy that both select, Kuma takes it from MeshTrace "
                    + $"{otherTarget.Name}; a TrafficTrace takes nothing from another");
        }
    }

    private static PolicyTarget Target(PolicyDraft draft) =>
        PolicyTarget.Of(new TrafficTracePolicy(draft.Mesh, draft.Name, "{}") { Selectors = [new TagSelector(draft.Matches[0])] }).Single();

    private static bool WinsByTags(PolicyTarget one, PolicyTarget other) =>
        PolicyMatcher.Beats(one.Policy, one.Selector.Rank, other.Policy, other.Selector.Rank);

    // The kind of targetRef decides, then the smaller name.
    private static bool WinsByTarget(PolicyTarget one, PolicyTarget other) =>
        one.Level != other.Level ? one.Level > other.Level : string.CompareOrdinal(one.Name, other.Name) < 0;
}
