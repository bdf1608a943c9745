using System.Net;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>What is logged of those who ask. Numbers from 2850 on. Nothing of a token is in it.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(2850, LogLevel.Warning,
        "{Address} has shown {Failures} wrong tokens within a minute, the last one {Fault}; answers to further ones are held back")]
    public static partial void Slowed(this ILogger log, IPAddress? address, int failures, string fault);
}
