using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Two ports, since HTTP/2 without TLS can't share one with HTTP/1.</summary>
internal static class KestrelEndpoints
{
    public static void Configure(KestrelServerOptions kestrel, ControlPlaneOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MinResponseDataRate = null; // a slow reader is the streams' affair: they know what it was sent
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1000; // tools and gateways put many streams on one connection
        // What a connection may send while its streams take nothing in: 1 MiB by default, and there are many connections.
        kestrel.Limits.Http2.InitialConnectionWindowSize = kestrel.Limits.Http2.InitialStreamWindowSize = 128 * 1024;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        var files = kestrel.ApplicationServices.GetRequiredService<OpenFiles>();
        var log = kestrel.ApplicationServices.GetRequiredService<ILogger<ConnectionBound>>();
        Listen(kestrel, options.Bind, options.XdsPort, HttpProtocols.Http2, new ConnectionBound("xDS", files.XdsConnections, log));
        Listen(kestrel, options.Bind, options.ApiPort, HttpProtocols.Http1, new ConnectionBound("API", files.ApiConnections, log));
    }

    private static void Listen(KestrelServerOptions kestrel, IPAddress bind, int port, HttpProtocols protocols, ConnectionBound bound) =>
        kestrel.Listen(bind, port, listen =>
        {
            listen.Protocols = protocols;
            listen.Use(bound.Apply);
        });
}
