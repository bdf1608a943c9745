using TrafficTrace.Cli.Config;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>Why nobody answers as a control plane's API does, and what to look at.</summary>
internal static class Unreachable
{
    private const string Elsewhere = "--server, TRAFFICTRACE_SERVER or traffictrace config names another";

    public static CommandFailure Told(string address, HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.ConfigurationLimitExceeded => CommandFailure.Refused(
            $"The answer of {address} is longer than this tool reads: ask for less, by --size or by a name."),
        HttpRequestError.InvalidResponse => Foreign(address, ""),
        HttpRequestError.SecureConnectionError => NotReached($"There is no secure connection to {address}: {TlsFailure.Reason(failure)}."),
        _ => NotReached(
            $"The control plane at {address} cannot be reached: {Reason(failure)}. Is it running? {Elsewhere}."),
    };

    /// <summary>Nobody takes the connection, and nobody refuses it: what a firewall does.</summary>
    public static CommandFailure Silent(string address) =>
        NotReached($"The control plane at {address} cannot be reached: nobody answers. {Elsewhere}.");

    /// <summary>Something answers there, and it is no API of a control plane.</summary>
    public static CommandFailure Foreign(string address, string text) => NotReached(IsXdsPort(text)
        ? $"{address} answers as the control plane's xDS port does: give the port of its API instead, which is {ServerAddress.Default} by "
            + "default."
        : $"{address} does not answer as the API of a control plane does: {Elsewhere}.");

    /// <summary>A path that the API does not have; of what is not there it would say so in JSON.</summary>
    public static CommandFailure Unknown(HttpRequestMessage request) => CommandFailure.Refused(
        $"{request.Method} {request.RequestUri} is not known there: the control plane is of another version, or it is something else. "
            + "Compare: traffictrace version");

    /// <summary>Kestrel's words, where a port that speaks HTTP/2 alone is asked in HTTP/1.1.</summary>
    public static bool IsXdsPort(string text) => text.Contains("HTTP/2 only endpoint", StringComparison.Ordinal);

    private static CommandFailure NotReached(string message) => new(ExitCode.NotReached, message);

    private static string Reason(HttpRequestException failure) => (failure.InnerException ?? failure).Message.TrimEnd('.');
}
