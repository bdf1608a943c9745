using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Reports;

/// <summary>
/// What a change means for the tracing of one proxy: as it was traced, and as it is; null where none of its listeners is, or where there
/// is no such Dataplane. <see cref="Gone"/>: there is none any more.
/// </summary>
public sealed record TracingChange(NodeName Node, EffectiveTracing? Before, EffectiveTracing? After, bool Gone)
{
    public bool IsGain => Before is null && After is not null;

    public bool IsLoss => Before is not null && After is null;

    /// <summary>Traced before and after, by another policy, to another collector, or with another sampling.</summary>
    public bool IsChange => Before is not null && After is not null && !IsSame(Before, After);

    private static bool IsSame(EffectiveTracing before, EffectiveTracing after) =>
        before.Policy?.Name == after.Policy?.Name && before.Collector == after.Collector
        && before.Conf == after.Conf && before.SamplingInForce == after.SamplingInForce;
}
