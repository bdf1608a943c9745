using System.Net;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Ports;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// Answers a request to the API with 421 when its Host is a name that is not ours: a web page whose name leads to this
/// machine (DNS rebinding) would otherwise read and write here with the browser of whoever looks at it.
/// </summary>
internal static class HostCheck
{
    // They tell nothing worth stealing, and monitoring calls them by whatever name it has.
    private static readonly PathString[] Exempt = ["/healthy", "/ready", "/metrics"];

    public static void UseHostCheck(this IApplicationBuilder app, ControlPlaneOptions options) => app.Use((context, next) =>
        Passes(context.Request, options) ? next(context) : RefuseAsync(context));

    // The ports of xDS need no check: they have nothing that a browser sends.
    private static bool Passes(HttpRequest request, ControlPlaneOptions options) =>
        !ServedPort.Of(request.HttpContext).IsApi || Exempt.Contains(request.Path) || IsOurs(request.Host.Host, options);

    // A page cannot rebind an address, and HTTP/1.0 without a Host comes from no browser.
    private static bool IsOurs(string host, ControlPlaneOptions options) =>
        host.Length == 0 || IPAddress.TryParse(host, out _)
            || options.ApiHosts.Prepend("localhost").Contains(host, StringComparer.OrdinalIgnoreCase)
            || host.Equals(options.ReplicaAddress?.Host, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return context.Response.WriteAsync(
            $"this Host is not served; use an IP address or localhost, or start with {Setting.ApiHost.Option} NAME\n");
    }
}
