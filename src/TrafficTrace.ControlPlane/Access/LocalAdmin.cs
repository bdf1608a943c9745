using System.Net;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Access;

/// <summary>
/// Whether where a request comes from makes its caller admin: he sits at this machine, no other can reach the port, and nothing says that
/// a program between the two speaks for somebody else. Each reverse proxy says so in its own way; nginx, as it comes, by HTTP/1.0 alone.
/// </summary>
internal static class LocalAdmin
{
    private static readonly string[] Marks = ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Original-Host"];

    /// <summary>Null where he is; else why his address says nothing, or an empty text where it could not have.</summary>
    public static string? WhyNot(ControlPlaneOptions options, HttpContext context)
    {
        var (request, remote) = (context.Request, context.Connection.RemoteIpAddress);
        if (!IPAddress.IsLoopback(options.Bind) || remote is null || !IPAddress.IsLoopback(remote)) return "";
        if (!options.ApiLocalAdmin) return $"{Setting.ApiLocalAdmin.Option} is off";
        if (request.Headers.Keys.FirstOrDefault(IsMark) is { } mark) return $"it came through another program ({mark})";
        if (HttpProtocol.IsHttp10(request.Protocol)) return "it came in HTTP/1.0, as from a reverse proxy";
        return IsLoopback(request.Host.Host) ? null : "its Host is not localhost or 127.0.0.1";
    }

    private static bool IsMark(string header) =>
        header.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
            || Marks.Contains(header, StringComparer.OrdinalIgnoreCase);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
