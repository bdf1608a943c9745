using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources;

/// <summary>What is logged of sources and of how they go together. Numbers 2600 to 2699; a number that goes is not given again.</summary>
internal static partial class SourcesLog
{
    [LoggerMessage(
        2600, LogLevel.Warning, "{Key}: what {Counts} says counts; what {Shadowed} says does not, as long as the other is there")]
    public static partial void Shadowed(this ILogger log, ResourceKey key, Definition counts, Definition shadowed);

    [LoggerMessage(
        2601,
        LogLevel.Warning,
        "{Key}: what {Counts} says counts; what {Retired} said is retired, and does not come back when the other goes")]
    public static partial void Retired(this ILogger log, ResourceKey key, Definition counts, Definition retired);

    [LoggerMessage(2602, LogLevel.Warning, "resources of which others say something else, and which are not shown: {Count}")]
    public static partial void MoreShadowed(this ILogger log, int count);

    [LoggerMessage(2603, LogLevel.Information, "{Kept}")]
    public static partial void JournalKeeps(this ILogger log, string kept);

    [LoggerMessage(
        2604,
        LogLevel.Error,
        "a change of the files is held back, and what was stays in force: {Loss}. Look at it with 'traffictrace sources'; if it is meant, "
            + "let it pass with 'traffictrace sources accept'")]
    public static partial void HeldBack(this ILogger log, string loss);

    [LoggerMessage(2606, LogLevel.Warning, "{File} has changed, and the history does not have it: {Reason}")]
    public static partial void NotInHistory(this ILogger log, string file, string reason);

    [LoggerMessage(2605, LogLevel.Information, "over: no change of the files is held back any more: {Why}")]
    public static partial void NotHeldBack(this ILogger log, string why);
}
