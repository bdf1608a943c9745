using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Storage.Sql;

/// <summary>What is logged of the store. Numbers 2800 to 2899; a number that goes is not given again.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(
        2800,
        LogLevel.Error,
        "{Reason}. Proxies are served on from memory, writes are refused, and the store is tried again each second")]
    public static partial void Away(this ILogger log, string reason);

    [LoggerMessage(2801, LogLevel.Information, "over: the store is back after {Seconds:0.0} s")]
    public static partial void Back(this ILogger log, double seconds);

    [LoggerMessage(2802, LogLevel.Error, "{Resource} was written under other rules, and what was before stays in force: {Why}")]
    public static partial void Unread(this ILogger log, ResourceKey resource, string why);

    [LoggerMessage(
        2803, LogLevel.Warning, "{Resource}, which its proxy had brought, is left out until the proxy brings it again: {Why}")]
    public static partial void UnreadRegistration(this ILogger log, ResourceKey resource, string why);
}
