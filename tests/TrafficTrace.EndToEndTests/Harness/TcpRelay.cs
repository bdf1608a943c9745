using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>The way from a proxy to the control plane, which can be cut and mended.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly Task _accepting;
    private volatile CancellationTokenSource _way = new();
    private volatile bool _isCut;

    private TcpRelay(int target)
    {
        (_target, _listener) = (target, new TcpListener(IPAddress.Loopback, Port));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; } = FreePorts.Next();

    public static TcpRelay To(int port) => new(port);

    /// <summary>All connections end, and no new one comes through.</summary>
    public void Cut()
    {
        _isCut = true;
        _way.Cancel();
    }

    public void Mend()
    {
        _way = new CancellationTokenSource();
        _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _way.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync();
            if (_isCut) client.Dispose();
            else _ = RelayAsync(client, _way.Token);
        }
    }

    private async Task RelayAsync(TcpClient client, CancellationToken cut)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, cut);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), cut), server.GetStream().CopyToAsync(client.GetStream(), cut));
            }
            catch (Exception gone) when (gone is SocketException or IOException or OperationCanceledException)
            {
                // Either side ends the other.
            }
        }
    }
}
