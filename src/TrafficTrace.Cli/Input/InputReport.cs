using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Cli.Input;

/// <summary>Tells a person what was found in the files.</summary>
internal static class InputReport
{
    public static void WriteFindings(ResourceInput input, TextWriter error)
    {
        WriteProblems(input, error);
        WriteSkipped(input, error);
    }

    /// <summary>Errors first: they are what has to be done.</summary>
    public static void WriteProblems(ResourceInput input, TextWriter error)
    {
        foreach (var finding in input.Errors)
            error.WriteLine($"error: {finding}");
        foreach (var finding in input.Warnings)
            error.WriteLine($"warning: {finding}");
        if (input.ErrorCount > input.Errors.Length)
            error.WriteLine($"error: {input.ErrorCount - input.Errors.Length} more errors, which are not shown");
        if (input.WarningCount > input.Warnings.Length)
            error.WriteLine($"warning: {input.WarningCount - input.Warnings.Length} more warnings, which are not shown");
    }

    /// <summary>What is not served of them, and what is lost by that.</summary>
    public static void WriteSkipped(ResourceInput input, TextWriter writer)
    {
        foreach (var (kind, count) in input.Skipped)
            writer.WriteLine($"skipped: {kind}, {count} in all: {SkippedKinds.Lost(kind)}");
    }

    public static string Summary(ResourceInput input)
    {
        var kinds = KindTable.OfFiles.Select(row => $"{row.Name} {input.Resources.Count(resource => resource.Kind == row.Kind)}");
        return $"files: {input.FileCount}; resources: {string.Join(", ", kinds)}; "
            + $"skipped: {input.Skipped.Values.Sum()}; warnings: {input.WarningCount}; errors: {input.ErrorCount}";
    }
}
