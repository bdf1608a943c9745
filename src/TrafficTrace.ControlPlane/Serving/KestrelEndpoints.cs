using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Ports;
using TrafficTrace.ControlPlane.Tls;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>The ports. HTTP/2 without TLS can't share one with HTTP/1; with TLS a client says which of them it speaks.</summary>
internal static class KestrelEndpoints
{
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);

    public static void Configure(KestrelServerOptions kestrel, ControlPlaneOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowAlternateSchemes = true; // Envoy writes :scheme http over TLS too
        kestrel.Limits.MinResponseDataRate = null; // a slow reader is the streams' affair: they know what it was sent
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1000; // tools and gateways put many streams on one connection
        // What a connection may send while its streams take nothing in: 1 MiB by default, and there are many connections.
        kestrel.Limits.Http2.InitialConnectionWindowSize = kestrel.Limits.Http2.InitialStreamWindowSize = 128 * 1024;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        var counts = kestrel.ApplicationServices.GetRequiredService<ConnectionCounts>();
        var handshakes = new Handshakes(kestrel.ApplicationServices.GetRequiredService<TimeProvider>());
        var files = kestrel.ApplicationServices.GetRequiredService<OpenFiles>();
        var tls = kestrel.ApplicationServices.GetRequiredService<TlsPorts>();
        var log = kestrel.ApplicationServices.GetRequiredService<ILogger<ConnectionBound>>();
        var bound = new ConnectionBound("xDS", files.XdsConnections, log); // both its ports together
        Listen(options.XdsPort, ServedPort.Xds, bound, tls.Xds);
        Listen(options.ApiPort, ServedPort.Api, new ConnectionBound("API", files.ApiConnections, log), tls.Api);
        if (options.XdsPlainPort is { } plain) Listen(plain, ServedPort.PlainXds, bound, null);

        void Listen(int number, ServedPort port, ConnectionBound bound, TlsPort? secure) => kestrel.Listen(options.Bind, number, listen =>
        {
            listen.Protocols = port.IsApi ? HttpProtocols.Http1 : secure is null ? HttpProtocols.Http2 : HttpProtocols.Http1AndHttp2;
            listen.Use(next => bound.Apply(counts.Of(port), next));
            listen.Use(next => connection =>
            {
                connection.Features.Set(port);
                return next(connection);
            });
            if (secure is null) return;
            listen.Use(next => handshakes.Before(counts.Of(port), next));
            listen.UseHttps(Handshake(secure));
            listen.Use(Handshakes.After);
        });
    }

    private static TlsHandshakeCallbackOptions Handshake(TlsPort tls) => new()
    {
        HandshakeTimeout = HandshakePatience,
        OnConnection = _ => tls.Handshake is { } handshake
            ? ValueTask.FromResult(handshake)
            : throw new InvalidOperationException($"the {tls.Name} port has no certificate"),
    };
}
