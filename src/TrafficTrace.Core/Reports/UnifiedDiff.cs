using DiffPlex.Renderer;

namespace TrafficTrace.Core.Reports;

/// <summary>What is different between two texts, in the unified form: hunks with three lines around each change, no file names.</summary>
public static class UnifiedDiff
{
    /// <summary>So many lines are shown, and then how many more there are: the rest of a very long one helps nobody.</summary>
    public const int MaxLines = 400;

    /// <summary>Empty when they are equal.</summary>
    public static string Of(string before, string after)
    {
        if (before == after) return "";
        // A last line break would be told as a line.
        var diff = UnidiffRenderer.GenerateUnidiff(before.TrimEnd('\n'), after.TrimEnd('\n'), ignoreWhitespace: false);
        string[] lines =
        [
            .. diff.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').SkipWhile(line => !line.StartsWith("@@", StringComparison.Ordinal)),
        ];
        var shown = string.Join('\n', lines.Take(MaxLines)) + "\n";
        return lines.Length > MaxLines ? $"{shown}… {lines.Length - MaxLines} more lines\n" : shown;
    }
}
