using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TrafficTrace.Floor;

// The least that any gRPC server on Kestrel can take for the bytes of a template: what the control plane is measured against.
// traffictrace-floor XDS-PORT HTTP-PORT TEMPLATE [CERTIFICATE KEY]; PUT /change/TYPE sends a type's bytes again to all, or to
// ?streams=N of them.
var (xdsPort, httpPort) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture));
var template = Template.Read(args[2]);
var certificate = args.Length > 4 ? X509Certificate2.CreateFromPemFile(args[3], args[4]) : null;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Listen(IPAddress.Loopback, xdsPort, listen =>
    {
        listen.Protocols = HttpProtocols.Http2;
        if (certificate is not null) listen.UseHttps(certificate);
    });
    kestrel.AllowAlternateSchemes = true;
    kestrel.Listen(IPAddress.Loopback, httpPort, listen => listen.Protocols = HttpProtocols.Http1);
    // As the control plane sets them.
    kestrel.AddServerHeader = false;
    kestrel.Limits.MinResponseDataRate = null;
    kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
    kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
    kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
});
builder.Services.AddGrpc();
builder.Services.AddSingleton(template);
builder.Services.AddSingleton<FloorStreams>();

var app = builder.Build();
app.MapGrpcService<FloorService>();
app.MapGet("/ready", () => "ready");
app.MapPut("/change/{type}", (XdsTypeName type, int? streams, FloorStreams open) => open.Send(type.Value, streams ?? int.MaxValue));
await app.RunAsync();
