using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>What is logged of the watched files. Numbers 2100 to 2199; a number that goes is not given again.</summary>
internal static partial class FilesLog
{
    [LoggerMessage(2100, LogLevel.Information, "{File} read; resources: {Count}")]
    public static partial void FileRead(this ILogger log, string file, int count);

    [LoggerMessage(2101, LogLevel.Error, "{File} is not used as it is; errors: {Errors}, resources that stay in force: {Count}")]
    public static partial void FileBroken(this ILogger log, string file, int errors, int count);

    [LoggerMessage(2102, LogLevel.Information, "{File} was deleted; resources that go with it: {Count}")]
    public static partial void FileGone(this ILogger log, string file, int count);

    [LoggerMessage(2103, LogLevel.Error, "{Problem}")]
    public static partial void FileProblem(this ILogger log, Finding problem);

    [LoggerMessage(2104, LogLevel.Warning, "{Warning}")]
    public static partial void FileWarning(this ILogger log, Finding warning);

    [LoggerMessage(2105, LogLevel.Warning, "{Kind} is skipped, {Count} in all: {Lost}")]
    public static partial void KindSkipped(this ILogger log, string kind, int count, string lost);

    [LoggerMessage(2106, LogLevel.Information, "over: {Problem}")]
    public static partial void ProblemOver(this ILogger log, Finding problem);

    [LoggerMessage(2107, LogLevel.Warning, "{Path} gives no events, so changes are seen within 5 s: {Reason}")]
    public static partial void NotWatched(this ILogger log, string path, string reason);

    [LoggerMessage(2108, LogLevel.Information, "{Path} gives events again, so changes are seen at once")]
    public static partial void WatchedAgain(this ILogger log, string path);

    [LoggerMessage(2109, LogLevel.Error, "{Where}: {Count} more errors, which are not shown")]
    public static partial void MoreErrors(this ILogger log, string where, int count);

    [LoggerMessage(2110, LogLevel.Warning, "{Where}: {Count} more warnings, which are not shown")]
    public static partial void MoreWarnings(this ILogger log, string where, int count);

    [LoggerMessage(2111, LogLevel.Error, "{Count} more such conflicts, which are not shown")]
    public static partial void MoreProblems(this ILogger log, int count);

    [LoggerMessage(2112, LogLevel.Information, "over: {Count} more such conflicts")]
    public static partial void MoreProblemsOver(this ILogger log, int count);
}
