using System.Net;
using Microsoft.Extensions.Logging;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Authentication;

/// <summary>What is logged of who is let in. Numbers 2030 to 2039; a number that goes is not given again.</summary>
internal static partial class AuthenticationLog
{
    [LoggerMessage(2030, LogLevel.Warning,
        "{Node} at {Address} is not let in: {Reason}. {Others} others since this was told last, once a minute at most")]
    public static partial void Refused(this ILogger log, ClientText node, IPAddress? address, string reason, long others);
}
