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
}
