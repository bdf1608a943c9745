using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Wire;

/// <summary>Reads a text and keeps of its findings what a table of the tests states.</summary>
internal static class Reads
{
    public static ReadResult Text(string text) => ResourceReader.Read(text, "resources.yaml", ReaderOptions.Default);

    public static string[] Errors(string text) => [.. Text(text).Errors.Select(FieldAndMessage)];

    public static string[] Warnings(string text) => [.. Text(text).Warnings.Select(FieldAndMessage)];

    /// <summary>With the line, as <c>3: selectors: must have …</c>.</summary>
    public static string[] ErrorsWithLines(string text) =>
        [.. Text(text).Errors.Select(error => $"{error.Line}: {FieldAndMessage(error)}")];

    private static string FieldAndMessage(Finding finding) => $"{finding.Field}: {finding.Message}";
}
