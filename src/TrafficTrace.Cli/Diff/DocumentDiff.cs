using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Cli.Diff;

/// <summary>
/// What a document of a file would change, as <c>diff -u</c> tells it. Fields are in one order on both sides; secrets are shown as little
/// as the history of the control plane shows them.
/// </summary>
internal static class DocumentDiff
{
    /// <param name="loaded">What the control plane has; null when it has none.</param>
    /// <param name="resource">What the file has.</param>
    /// <returns>Empty when they say the same.</returns>
    public static string Of(Resource? loaded, Resource resource)
    {
        if (loaded?.SpecJson == resource.SpecJson) return "";
        var key = resource.Key.ToString();
        var diff = UnifiedDiff.Of(loaded is null ? "" : DocumentText.WithoutSecrets(loaded), DocumentText.WithoutSecrets(resource));
        return diff.Length > 0
            ? $"--- {key} (control plane)\n+++ {key} (file)\n{diff}"
            : $"{key}: only a secret differs, which is not shown\n";
    }
}
