namespace TrafficTrace.ControlPlane.Ending;

/// <summary>What is logged of what ends by itself. Numbers 2700 to 2799; a number that goes is not given again.</summary>
internal static partial class EndingLog
{
    [LoggerMessage(2700, LogLevel.Information, "mesh '{Mesh}': TracingOverride '{Override}' has ended; it was there for: {Reason}")]
    public static partial void OverrideEnded(this ILogger log, string mesh, string @override, string reason);
}
