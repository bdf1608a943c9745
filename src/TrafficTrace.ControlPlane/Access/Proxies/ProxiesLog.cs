using System.Net;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>What is logged of what proxies show: never a token. Numbers 2870 to 2879; a number that goes is not given again.</summary>
internal static partial class ProxiesLog
{
    [LoggerMessage(2870, LogLevel.Warning, "the stream of {Node} from {Address} ends: {Reason}")]
    public static partial void Ended(this ILogger log, ClientText node, IPAddress? address, string reason);

    [LoggerMessage(2871, LogLevel.Warning,
        "what {Node} has shown expires at {At:u}: give it a new token, or a new certificate, before that. This is told once a day")]
    public static partial void Expires(this ILogger log, ClientText node, DateTimeOffset at);

    [LoggerMessage(2872, LogLevel.Warning,
        "what {Node} has shown expired at {At:u}: it stays connected, and is refused when it connects again. Give it a new token, or a new "
        + "certificate. This is told once a day")]
    public static partial void HasExpired(this ILogger log, ClientText node, DateTimeOffset at);

    [LoggerMessage(2873, LogLevel.Information,
        "{By} has made dataplane token {Id} for name '{Name}' in mesh {Mesh}, good until {Until:u}")]
    public static partial void Issued(this ILogger log, string by, string id, ClientText name, string mesh, DateTimeOffset until);
}
