using Microsoft.AspNetCore.Http.Features;

namespace TrafficTrace.ControlPlane.Ports;

/// <summary>The port that a connection came in by; a feature of each connection and so of each of its requests.</summary>
internal sealed record ServedPort(string Name, bool IsApi)
{
    public static readonly ServedPort Xds = new("xDS", IsApi: false);

    /// <summary>Beside <see cref="Xds"/>, for proxies that speak no TLS yet.</summary>
    public static readonly ServedPort PlainXds = new("plain xDS", IsApi: false);

    public static readonly ServedPort Api = new("API", IsApi: true);

    /// <summary>Of a request.</summary>
    public static ServedPort Of(HttpContext context) => context.Features.GetRequiredFeature<ServedPort>();
}
