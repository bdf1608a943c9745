namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>What is logged of bootstraps. Number 2660; a number that goes is not given again.</summary>
internal static partial class BootstrapLog
{
    [LoggerMessage(2660, LogLevel.Information,
        "a proxy was told how to start by POST /bootstrap; what kuma-dp does beside Envoy is left out: DNS, access logs by its socket, "
            + "health and metrics of the application")]
    public static partial void BootstrapGiven(this ILogger log);
}
