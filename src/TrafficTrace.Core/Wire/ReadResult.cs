using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Core.Wire;

/// <summary>
/// What a text holds. With <see cref="Errors"/> it must not be used as a whole (the last good version stays), although
/// <see cref="Resources"/> still has the documents that are good. <see cref="Skipped"/> counts documents by kind
/// (<see cref="SkippedKinds.Lost"/> says what that costs). <see cref="Lines"/> has the line where the document of each resource begins.
/// </summary>
public sealed record ReadResult(
    ImmutableArray<Resource> Resources,
    ImmutableArray<Finding> Errors,
    ImmutableArray<Finding> Warnings,
    ImmutableSortedDictionary<string, int> Skipped,
    IReadOnlyDictionary<ResourceKey, int> Lines)
{
    /// <summary>How many there are: of very many the first alone are in <see cref="Errors"/>.</summary>
    public int ErrorCount { get; init; } = Errors.Length;

    /// <summary>As <see cref="ErrorCount"/>.</summary>
    public int WarningCount { get; init; } = Warnings.Length;
}
