namespace TrafficTrace.ControlPlane.Sources.Names;

/// <summary>What is logged of host names. Numbers 2010 to 2099; a number that goes is not given again.</summary>
internal static partial class NamesLog
{
    [LoggerMessage(2010, LogLevel.Warning, "address '{Name}' does not resolve; what is there is left out of the endpoints: {Reason}")]
    public static partial void AddressUnresolved(this ILogger log, string name, string reason);

    [LoggerMessage(2011, LogLevel.Warning, "address '{Name}' does not resolve now; it stays at {Address}: {Reason}")]
    public static partial void AddressKept(this ILogger log, string name, string address, string reason);
}
