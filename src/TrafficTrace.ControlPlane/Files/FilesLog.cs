using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Files;

/// <summary>What is logged of the watched files. Numbers 2100 to 2199; a number that goes is not given again.</summary>
internal static partial class FilesLog
{
    [LoggerMessage(2100, LogLevel.Information, "{File} read, {Count} resources")]
    public static partial void FileRead(this ILogger log, string file, int count);

    [LoggerMessage(2101, LogLevel.Error, "{File} has {Errors} errors and is not used; {Count} resources of what was good stay in force")]
    public static partial void FileBroken(this ILogger log, string file, int errors, int count);

    [LoggerMessage(2102, LogLevel.Information, "{File} was deleted, and {Count} resources with it")]
    public static partial void FileGone(this ILogger log, string file, int count);

    [LoggerMessage(2103, LogLevel.Error, "{Problem}")]
    public static partial void FileProblem(this ILogger log, Finding problem);

    [LoggerMessage(2104, LogLevel.Warning, "{Warning}")]
    public static partial void FileWarning(this ILogger log, Finding warning);

    [LoggerMessage(2105, LogLevel.Warning, "{Count} resources of kind {Kind} are skipped: {Lost}")]
    public static partial void KindSkipped(this ILogger log, string kind, int count, string lost);

    [LoggerMessage(2106, LogLevel.Information, "over: {Problem}")]
    public static partial void ProblemOver(this ILogger log, Finding problem);

    [LoggerMessage(2107, LogLevel.Warning, "{Path} gives no events, so changes are seen within 5 s: {Reason}")]
    public static partial void NotWatched(this ILogger log, string path, string reason);
}
