using Microsoft.Extensions.Logging;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Registration;

/// <summary>
/// What is logged of proxies that register themselves. Numbers 2950 to 2969; a number that goes is not given again.
/// </summary>
internal static partial class RegistrationLog
{
    [LoggerMessage(2950, LogLevel.Information, "{Node} brought its Dataplane, which counts while it is connected")]
    public static partial void Registered(this ILogger log, ClientText node);

    [LoggerMessage(2951, LogLevel.Information, "{Node} is gone, and with it the Dataplane that it had brought")]
    public static partial void Deregistered(this ILogger log, ClientText node);

    [LoggerMessage(2952, LogLevel.Information, "proxies that brought their Dataplanes, and are not shown: {Count}")]
    public static partial void MoreRegistered(this ILogger log, int count);

    [LoggerMessage(2953, LogLevel.Information, "proxies that are gone, with what they had brought, and are not shown: {Count}")]
    public static partial void MoreDeregistered(this ILogger log, int count);

    [LoggerMessage(
        2954,
        LogLevel.Error,
        "mesh '{Mesh}': {Lost} of {Registered} proxies that registered themselves lost contact within a minute. None of them is taken away "
            + "until it returns: 'traffictrace registrations' shows them, and 'traffictrace registrations release' lets them go")]
    public static partial void LostContact(this ILogger log, ClientText mesh, int lost, int registered);

    [LoggerMessage(2955, LogLevel.Information, "over: no proxy of mesh '{Mesh}' is without contact any more")]
    public static partial void ContactAgain(this ILogger log, ClientText mesh);

    [LoggerMessage(
        2956,
        LogLevel.Warning,
        "proxies that register themselves are served, and can't be written down for a restart and for others: {Reason}")]
    public static partial void RegistrationsUnwritten(this ILogger log, string reason);

    [LoggerMessage(2957, LogLevel.Information, "over: proxies that register themselves are written down again")]
    public static partial void RegistrationsWritten(this ILogger log);

    [LoggerMessage(2958, LogLevel.Warning, "{Node} is not let in: {Reason}")]
    public static partial void ClaimRefused(this ILogger log, ClientText node, string reason);

    [LoggerMessage(
        2959,
        LogLevel.Warning,
        "{Node} brings a Dataplane, which does not count: others reach this port, and need not show who they are, so only stored ones do")]
    public static partial void NotTaken(this ILogger log, ClientText node);
}
