using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace TrafficTrace.Cli.Options;

/// <summary>A channel to a control plane's xDS port.</summary>
internal static class XdsChannel
{
    /// <param name="address">As host:port.</param>
    /// <param name="authorities">Who issues its certificate; null for plain text.</param>
    public static GrpcChannel To(string address, X509Certificate2Collection? authorities) => authorities is null
        ? GrpcChannel.ForAddress($"http://{address}")
        : GrpcChannel.ForAddress($"https://{address}", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { SslOptions = CaOption.Trusting(authorities), EnableMultipleHttp2Connections = true },
            DisposeHttpClient = true,
        });
}
