using System.Net;
using Microsoft.Extensions.Logging;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>What is logged of the nodes. Numbers 2000 to 2009 and 2020 to 2029; a number that goes is not given again.</summary>
internal static partial class NodesLog
{
    [LoggerMessage(2000, LogLevel.Information, "{Node} connected; it takes its sampling by {Mode}")]
    public static partial void NodeConnected(this ILogger log, ClientText node, string mode);

    [LoggerMessage(2001, LogLevel.Information, "{Node} has no stream any more")]
    public static partial void NodeGone(this ILogger log, ClientText node);

    [LoggerMessage(2002, LogLevel.Information, "{Node} waits: {Reason}")]
    public static partial void NodeWaits(this ILogger log, ClientText node, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "{Node} keeps the configuration that it had, and gets nothing new: {Reason}")]
    public static partial void NodeOrphaned(this ILogger log, ClientText node, string reason);

    [LoggerMessage(2004, LogLevel.Error, "{Node} keeps the configuration that it had: a new one could not be made")]
    public static partial void NotTranslated(this ILogger log, Exception failure, ClientText node);

    [LoggerMessage(2005, LogLevel.Warning, "{Node} rejected {Type} ({Resources}) and {Consequence}; {Next}: {Reason}")]
    public static partial void Rejected(
        this ILogger log, ClientText node, string type, string resources, string consequence, string next, string reason);

    [LoggerMessage(2006, LogLevel.Warning,
        "{Node} rejected the collector cluster {Cluster} and is served untraced until that backend changes: {Reason}")]
    public static partial void CollectorRejected(this ILogger log, ClientText node, string cluster, string reason);

    [LoggerMessage(2007, LogLevel.Information, "{Node} is served traced again")]
    public static partial void TracedAgain(this ILogger log, ClientText node);

    [LoggerMessage(2008, LogLevel.Warning,
        "{Node} rejected the collector cluster {Cluster} and is served untraced until it accepts it; {Next}: {Reason}")]
    public static partial void CollectorOffered(this ILogger log, ClientText node, string cluster, string next, string reason);

    [LoggerMessage(2009, LogLevel.Information, "{Node} accepts {Type} ({Resource}) again")]
    public static partial void Accepts(this ILogger log, ClientText node, string type, string resource);

    [LoggerMessage(2020, LogLevel.Information, "{Node} is not served {Type} ({Resource}) any more, which it had rejected")]
    public static partial void RejectedIsGone(this ILogger log, ClientText node, string type, string resource);

    [LoggerMessage(2021, LogLevel.Information, "{Node} gets its newest configuration now; this is over: {Condition}")]
    public static partial void NodeServed(this ILogger log, ClientText node, string condition);

    [LoggerMessage(2022, LogLevel.Warning,
        "{Node} is connected from {First} and from {Second}: two proxies with one node.id? Each gets the same configuration")]
    public static partial void TwoAddresses(this ILogger log, ClientText node, IPAddress? first, IPAddress? second);

    [LoggerMessage(2023, LogLevel.Warning,
        "{Node} is not sent the secrets of backend '{Backend}', since it is connected neither over loopback nor over TLS as a proxy that "
        + "has shown who it is: it exports no spans")]
    public static partial void WithoutSecrets(this ILogger log, ClientText node, string backend);

    [LoggerMessage(2024, LogLevel.Information,
        "{Node} has no Dataplane and asks for the runtime layer alone: an overlay proxy of mesh '{Mesh}', by {Dialect} ({Tags})")]
    public static partial void IsOverlay(this ILogger log, ClientText node, ClientText mesh, string dialect, ClientText tags);

    [LoggerMessage(2025, LogLevel.Warning, "{Node} is let in no more from {Address}: {Reason}")]
    public static partial void Misfit(this ILogger log, ClientText node, IPAddress? address, string reason);
}
