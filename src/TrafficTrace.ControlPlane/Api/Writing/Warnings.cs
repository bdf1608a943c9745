using System.Collections.Immutable;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>
/// What is worth saying of a write: what its documents hold in vain, what does not fit together, and what it means for proxies.
/// </summary>
internal static class Warnings
{
    // Of a large transaction more helps nobody; the log tells of all.
    private const int Max = 100;

    public static ImmutableArray<Advice> Of(WritePlan plan, IEnumerable<Finding> read)
    {
        var written = plan.Steps.Where(step => step.Action != WriteAction.Deleted).Select(step => step.Key).ToHashSet();
        return [.. read.Select(Advice.Of).Concat(Advice.OfWrite(plan.Before, plan.After, written)).Take(Max)];
    }
}
