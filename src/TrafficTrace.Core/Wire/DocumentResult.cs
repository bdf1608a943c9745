using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire;

/// <summary>What one document is: a good resource, nothing of ours (<see cref="SkippedKind"/>), or only findings.</summary>
internal sealed record DocumentResult(Resource? Resource, IReadOnlyList<Finding> Errors, IReadOnlyList<Finding> Warnings)
{
    public string? SkippedKind { get; init; }

    public static DocumentResult Skip(string kind) => new(null, [], []) { SkippedKind = kind };
}
