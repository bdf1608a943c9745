using System.Net;
using Microsoft.Extensions.Logging;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Xds.Streaming;

/// <summary>What is logged of the streams. Numbers 2200 to 2299; a number that goes is not given again.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(2200, LogLevel.Warning,
        "{Node} is sent {Bytes} bytes of {Type} in one response. Envoy takes it; a gRPC client refuses more than {Limit} bytes by "
        + "default, and reconnects without end. Raise the limit of such clients, or give the node fewer resources")]
    public static partial void LargeResponse(this ILogger log, ClientText node, string type, int bytes, int limit);

    [LoggerMessage(2201, LogLevel.Warning,
        "{Node} did not take a response for {Seconds} s and is cut off; it may connect again. If it does not, look at its memory, its "
        + "processor and the network to it")]
    public static partial void CutOff(this ILogger log, ClientText node, double seconds);

    [LoggerMessage(2202, LogLevel.Warning,
        "{Node} has {Count} streams, the most that a node may have: the oldest from {Older} ends for a new one from {Newer}. "
        + "Give each proxy a node id of its own; if they have, somebody uses the id of this one")]
    public static partial void Displaced(this ILogger log, ClientText node, int count, IPAddress? older, IPAddress? newer);

    [LoggerMessage(2203, LogLevel.Warning,
        "{Node} is refused: the names and texts that all clients give take more than {Limit} bytes. Look for clients that subscribe to "
        + "very many names, and for many rejections. This is told once a minute at most")]
    public static partial void NoRoom(this ILogger log, ClientText node, long limit);

    [LoggerMessage(2204, LogLevel.Warning,
        "{Node} is refused: {Count} streams are open, the most that there may be. End clients that nobody needs, or run another instance "
        + "of the control plane. This is told once a minute at most")]
    public static partial void TooManyStreams(this ILogger log, ClientText node, int count);

    [LoggerMessage(2205, LogLevel.Warning,
        "{Node} is refused: it has {Count} streams, the most that a node may have, and no other address has more of them. Give each proxy "
        + "a node id of its own. This is told once a minute at most")]
    public static partial void TooManyOfNode(this ILogger log, ClientText node, int count);

    [LoggerMessage(2207, LogLevel.Warning,
        "{Node} is refused: {Address} has {Count} streams open, the most that one address may have. If so many proxies are behind it, give "
        + "them another way to the control plane. This is told once a minute at most")]
    public static partial void TooManyOfAddress(this ILogger log, ClientText node, IPAddress? address, int count);

    [LoggerMessage(2206, LogLevel.Debug, "{Node} has left")]
    public static partial void Left(this ILogger log, Exception how, ClientText node);
}
