using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Diff;

/// <summary>What a document of a file would change, as <c>diff -u</c> tells it. Fields are in one order on both sides.</summary>
internal static class DocumentDiff
{
    /// <param name="loaded">What the control plane has; null when it has none.</param>
    /// <param name="resource">What the file has.</param>
    /// <returns>Empty when they say the same.</returns>
    public static string Of(Resource? loaded, Resource resource)
    {
        if (loaded?.SpecJson == resource.SpecJson) return "";
        var key = resource.Key.ToString();
        return $"--- {key} (control plane)\n+++ {key} (file)\n{UnifiedDiff.Of(loaded is null ? "" : Yaml(loaded), Yaml(resource))}";
    }

    private static string Yaml(Resource resource) =>
        Document.Render(Documents.Of(resource with { CreationTime = null }), OutputFormat.Yaml);
}
