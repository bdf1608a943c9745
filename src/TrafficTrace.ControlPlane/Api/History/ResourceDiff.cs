using System.Globalization;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Api.History;

/// <summary>What is different between two documents of a resource, as unified text of their YAML.</summary>
internal static class ResourceDiff
{
    /// <summary>In characters: nobody reads more, and comparing takes its time.</summary>
    private const int MaxLength = 128 * 1024;

    public static string Of(JournalChange change)
    {
        var (before, after) = (LengthOf(change.Before), LengthOf(change.After));
        return before + after > MaxLength
            ? string.Create(CultureInfo.InvariantCulture, $"too long to be shown: {before} characters before, {after} after\n")
            : UnifiedDiff.Of(TextOf(change.Before), TextOf(change.After));
    }

    private static int LengthOf(Resource? resource) => resource?.SpecJson.Length ?? 0;

    private static string TextOf(Resource? resource) => resource is null ? "" : DocumentText.WithoutSecrets(resource);
}
