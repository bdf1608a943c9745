using System.Collections.Immutable;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What is worth saying of a write: what its documents hold in vain, and what it means beside the others.</summary>
internal static class Warnings
{
    /// <param name="plan">What was written.</param>
    /// <param name="read">What reading the documents found.</param>
    public static ImmutableArray<Advice> Of(WritePlan plan, IEnumerable<Finding> read)
    {
        var written = plan.Steps.Where(step => step.Action != WriteAction.Deleted).Select(step => step.Key);
        return [.. read.Take(Advice.Max).Select(Advice.Of), .. Advice.OfWrite(plan.Before, plan.After, [.. written])];
    }

    /// <summary>In one line.</summary>
    public static string LineOf(Advice warning) =>
        $"{warning.Resource}: {(warning.Field.Length == 0 ? "" : $"{warning.Field}: ")}{warning.Message} ({warning.Code})";
}
