using System.Net;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>What the shell logs of the process itself. Number 2012, and from 2300 on; a number that goes is not given again.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(
        2012, LogLevel.Debug, "it is quiet, and the memory of what went on before is given back: a pause of {Milliseconds:0} ms")]
    public static partial void MemoryGivenBack(this ILogger log, double milliseconds);

    [LoggerMessage(
        2300,
        LogLevel.Information,
        "traffictrace-cp {Version}, process {Process}; reads {Paths}; at most {Proxies} connections of proxies")]
    public static partial void Starting(this ILogger log, string version, int process, string paths, long proxies);

    [LoggerMessage(2301, LogLevel.Warning, "{Doubt}")]
    public static partial void Doubt(this ILogger log, Problem doubt);

    [LoggerMessage(2302, LogLevel.Warning,
        "only {Limit} files may be open, so at most {Proxies} proxies are served; raise the limit (ulimit -Hn, or LimitNOFILE of a "
            + "systemd unit)")]
    public static partial void FewFiles(this ILogger log, long limit, long proxies);

    [LoggerMessage(
        2303,
        LogLevel.Warning,
        "the {Port} port has {Most} connections, the most it takes under this limit of open files; further ones are closed")]
    public static partial void ConnectionsFull(this ILogger log, string port, long most);

    [LoggerMessage(
        2308,
        LogLevel.Warning,
        "{Address} has {Most} connections to the {Port} port, the most that one address may have; further ones are closed")]
    public static partial void ConnectionsFullForAddress(this ILogger log, string port, IPAddress? address, long most);

    [LoggerMessage(2304, LogLevel.Information, "{Line}")]
    public static partial void StartLine(this ILogger log, string line);

    [LoggerMessage(2307, LogLevel.Information,
        "{Dataplane}: policy {Policy}, backend {Backend}, sampling {Sampling}, traced listeners {TracedListeners}")]
    public static partial void Serves(
        this ILogger log, string dataplane, string policy, string backend, string sampling, string tracedListeners);

    [LoggerMessage(2305, LogLevel.Information, "Ready: xDS on {Xds}, API on {Api}")]
    public static partial void Ready(this ILogger log, string xds, string api);

    [LoggerMessage(2306, LogLevel.Warning,
        "all clients together have more than {Bytes} bytes of unfinished requests on the way; those that would take more are refused")]
    public static partial void RequestsFull(this ILogger log, long bytes);

    [LoggerMessage(2310, LogLevel.Information, "told to stop; streams that are open end over {Seconds:0.#} s: {Count}")]
    public static partial void Stops(this ILogger log, int count, double seconds);

    [LoggerMessage(2311, LogLevel.Information, "told once more to stop: what is open ends at once")]
    public static partial void Hurries(this ILogger log);
}
