using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Reports;

/// <summary>What is logged of how resources fit together. Numbers 2500 to 2599; a number that goes is not given again.</summary>
internal static partial class ReportsLog
{
    [LoggerMessage(2500, LogLevel.Warning, "{Remark}")]
    public static partial void Remark(this ILogger log, Finding remark);

    [LoggerMessage(2501, LogLevel.Information, "over: {Remark}")]
    public static partial void RemarkOver(this ILogger log, Finding remark);

    [LoggerMessage(2502, LogLevel.Warning, "{Count} more such warnings, which are not shown")]
    public static partial void MoreRemarks(this ILogger log, int count);

    [LoggerMessage(2503, LogLevel.Information, "over: {Count} more such warnings")]
    public static partial void MoreRemarksOver(this ILogger log, int count);

    [LoggerMessage(2504, LogLevel.Information, "{Remark}")]
    public static partial void Hint(this ILogger log, Finding remark);

    [LoggerMessage(2505, LogLevel.Information, "changed: {Change}")]
    public static partial void Change(this ILogger log, string change);

    [LoggerMessage(2506, LogLevel.Information, "accepted by {Accepted} of {Connected} after {Seconds:0.0##} s")]
    public static partial void AcceptedByAll(this ILogger log, int accepted, int connected, double seconds);

    [LoggerMessage(2507, LogLevel.Warning, "accepted by {Accepted} of {Connected} after {Seconds:0.0##} s; not by {Names}")]
    public static partial void NotAccepted(this ILogger log, int accepted, int connected, double seconds, string names);
}
