namespace TrafficTrace.ControlPlane;

/// <summary>Every line that the control plane logs. Numbers 2000 to 2099; a number that goes is not given again.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "{Node} connected; it takes its sampling by {Mode}")]
    public static partial void NodeConnected(this ILogger log, string node, string mode);

    [LoggerMessage(2001, LogLevel.Information, "{Node} has no stream any more")]
    public static partial void NodeGone(this ILogger log, string node);

    [LoggerMessage(2002, LogLevel.Information, "{Node} waits: {Reason}")]
    public static partial void NodeWaits(this ILogger log, string node, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "{Node} keeps the configuration that it had, and gets nothing new: {Reason}")]
    public static partial void NodeOrphaned(this ILogger log, string node, string reason);

    [LoggerMessage(2004, LogLevel.Error, "{Node} keeps the configuration that it had: a new one could not be made")]
    public static partial void NotTranslated(this ILogger log, Exception failure, string node);

    [LoggerMessage(2005, LogLevel.Warning, "{Node} rejected {Type} ({Resources}) and keeps what it had of it: {Reason}")]
    public static partial void Rejected(this ILogger log, string node, string type, string resources, string reason);

    [LoggerMessage(2006, LogLevel.Warning, "{Node} rejected the collector cluster {Cluster} and is served untraced until that backend changes: {Reason}")]
    public static partial void CollectorRejected(this ILogger log, string node, string cluster, string reason);

    [LoggerMessage(2007, LogLevel.Information, "{Node} is served traced again: its collector has changed since it was rejected")]
    public static partial void CollectorRetried(this ILogger log, string node);

    [LoggerMessage(2010, LogLevel.Warning, "address '{Name}' does not resolve; what is there is left out of the endpoints: {Reason}")]
    public static partial void AddressUnresolved(this ILogger log, string name, string reason);

    [LoggerMessage(2011, LogLevel.Warning, "address '{Name}' does not resolve now; it stays at {Address}: {Reason}")]
    public static partial void AddressKept(this ILogger log, string name, string address, string reason);

    [LoggerMessage(2012, LogLevel.Debug, "it is quiet, and the memory of what went on before is given back: a pause of {Milliseconds:0} ms")]
    public static partial void MemoryGivenBack(this ILogger log, double milliseconds);
}
