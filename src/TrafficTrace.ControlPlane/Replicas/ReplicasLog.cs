namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>What is logged of other replicas. Numbers 2710 to 2719; a number that goes is not given again.</summary>
internal static partial class ReplicasLog
{
    [LoggerMessage(2710, LogLevel.Information, "other replicas reach this one at {Address}")]
    public static partial void Reached(this ILogger log, string address);

    [LoggerMessage(
        2711,
        LogLevel.Warning,
        "replica {Replica} does not answer: {Fault}. What it told of its {Proxies} proxies stands for 15 s; then they are unknown")]
    public static partial void PeerMissing(this ILogger log, string replica, string fault, int proxies);

    [LoggerMessage(2712, LogLevel.Information, "over: replica {Replica} answers again after {Seconds:0.0} s")]
    public static partial void PeerBack(this ILogger log, string replica, double seconds);
}
