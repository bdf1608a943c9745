using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Ending;

/// <summary>What is logged of what ends by itself. Numbers 2700 to 2719; a number that goes is not given again.</summary>
internal static partial class EndingLog
{
    [LoggerMessage(2700, LogLevel.Information, "{Resource} has ended; it was there for: {Reason}")]
    public static partial void Ended(this ILogger log, ResourceKey resource, string reason);
}
