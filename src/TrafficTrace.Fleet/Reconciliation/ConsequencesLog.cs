using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>What is logged of a change's consequences. Numbers 2400 to 2499; a number that goes is not given again.</summary>
internal static partial class ConsequencesLog
{
    [LoggerMessage(2400, LogLevel.Warning, "connected proxies that are traced no more: {Count} ({Nodes}): {Reason}")]
    public static partial void TracingLost(this ILogger log, int count, string nodes, string reason);

    [LoggerMessage(2401, LogLevel.Information, "over: connected proxies that are traced again: {Count} ({Nodes})")]
    public static partial void TracingBack(this ILogger log, int count, string nodes);

    [LoggerMessage(
        2402,
        LogLevel.Warning,
        "mesh '{Mesh}': no Dataplane offers service '{Service}' any more; its callers keep the protocol, {Protocol}, until this process "
            + "is started anew")]
    public static partial void ServiceGone(this ILogger log, string mesh, string service, Protocol protocol);

    [LoggerMessage(2403, LogLevel.Information, "over: mesh '{Mesh}': service '{Service}' is offered again")]
    public static partial void ServiceBack(this ILogger log, string mesh, string service);

    [LoggerMessage(
        2404,
        LogLevel.Warning,
        "mesh '{Mesh}': service '{Service}' is taken for {Protocol} now, before for {Before}: calls to it are not traced any more. Look "
            + "at the kuma.io/protocol of its inbounds")]
    public static partial void ServiceUntraceable(this ILogger log, string mesh, string service, Protocol protocol, Protocol before);

    [LoggerMessage(2405, LogLevel.Warning, "services of which the like is to be said, and which are not shown: {Count}")]
    public static partial void MoreServices(this ILogger log, int count);
}
