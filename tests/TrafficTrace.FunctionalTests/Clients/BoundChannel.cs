using System.Net;
using System.Net.Sockets;
using Grpc.Net.Client;

namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>A channel whose connections come from a loopback address of choice, as another machine's would.</summary>
internal static class BoundChannel
{
    public static GrpcChannel From(string address, string target)
    {
        var from = IPAddress.Parse(address);
        var handler = new SocketsHttpHandler { ConnectCallback = (server, token) => ConnectAsync(from, server.DnsEndPoint, token) };
        return GrpcChannel.ForAddress(target, new GrpcChannelOptions { DisposeHttpClient = true, HttpHandler = handler });
    }

    private static async ValueTask<Stream> ConnectAsync(IPAddress from, DnsEndPoint server, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(server, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
