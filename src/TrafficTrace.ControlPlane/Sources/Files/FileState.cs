using System.Collections.Immutable;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// One file: what of it is in force, and what is to be said of its present text. While <see cref="Errors"/> is not empty,
/// <see cref="Resources"/> are those of its last good version. <see cref="Since"/> is when this state began. Of its findings the first
/// <see cref="MaxFindings"/> are kept, and how many there are.
/// </summary>
internal sealed record FileState(
    string Path,
    DateTimeOffset Since,
    ImmutableArray<PlacedResource> Resources,
    ImmutableArray<Finding> Errors,
    ImmutableArray<Finding> Warnings,
    ImmutableSortedDictionary<string, int> Skipped)
{
    public const int MaxFindings = Some.Lines;

    public int ErrorCount { get; init; } = Errors.Length;

    public int WarningCount { get; init; } = Warnings.Length;

    public bool IsBroken => !Errors.IsEmpty;
}
