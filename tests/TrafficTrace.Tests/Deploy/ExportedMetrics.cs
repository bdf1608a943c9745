using System.Text.RegularExpressions;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Deploy;

/// <summary>
/// The metrics of the sources, each by the names that Prometheus knows it by: the exporter adds the unit, <c>_total</c> to a counter, and
/// makes three of a histogram.
/// </summary>
internal static partial class ExportedMetrics
{
    public static IReadOnlyList<string[]> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*Metrics.cs", SearchOption.AllDirectories)
            .SelectMany(source => Instrument().Matches(File.ReadAllText(source)))
            .Select(match => Names(match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["unit"].Value)),
    ];

    /// <summary>All names of ours that stand in a text.</summary>
    public static string[] In(string text) => [.. Metric().Matches(text).Select(match => match.Value).Distinct()];

    private static string[] Names(string kind, string name, string unit)
    {
        var suffix = unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var whole = name.EndsWith(suffix, StringComparison.Ordinal) ? name : name + suffix;
        return kind switch
        {
            "Counter" or "ObservableCounter" => [$"{whole}_total"],
            "Histogram" => [$"{whole}_bucket", $"{whole}_count", $"{whole}_sum"],
            _ => [whole],
        };
    }

    [GeneratedRegex(
        @"\.Create(?<kind>\w+)(<\w+>)?\(\s*""(?<name>traffictrace_\w+)""(,\s*""(?<unit>\w+)"")?", RegexOptions.ExplicitCapture)]
    private static partial Regex Instrument();

    [GeneratedRegex(@"\btraffictrace_[a-z_]+\b")]
    private static partial Regex Metric();
}
