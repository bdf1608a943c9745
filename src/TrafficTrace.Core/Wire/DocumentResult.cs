using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire;

/// <summary>What one document is: a good resource, nothing of ours (<see cref="SkippedKind"/>), or only findings.</summary>
internal sealed record DocumentResult(Resource? Resource, FindingList Errors, FindingList Warnings)
{
    public string? SkippedKind { get; init; }

    public static DocumentResult Skip(string kind) => new(null, new(), new()) { SkippedKind = GoQuoted.Word(kind) };
}
