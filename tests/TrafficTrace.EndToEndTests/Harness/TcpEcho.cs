using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A service that is no HTTP: sends back every byte.</summary>
internal sealed class TcpEcho : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, FreePorts.Next());
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public TcpEcho()
    {
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = EchoAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // disposed
        }
    }

    private static async Task EchoAsync(TcpClient client)
    {
        using (client)
        await using (var stream = client.GetStream()) await stream.CopyToAsync(stream);
    }
}
