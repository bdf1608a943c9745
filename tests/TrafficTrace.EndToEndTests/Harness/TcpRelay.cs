using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>The way from a proxy to the control plane, which can be cut and mended.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private volatile int _target;
    private volatile CancellationTokenSource _way = new();
    private volatile TaskCompletionSource _flow = Flowing();
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

    /// <summary>Nothing comes through any more, and nobody is told.</summary>
    public void Stall() => _flow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on it leads elsewhere: connections that are open end.</summary>
    public void Turn(int port)
    {
        Cut();
        _target = port;
        Mend();
    }

    public void Mend()
    {
        _flow.TrySetResult();
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
                    PumpAsync(client.GetStream(), server.GetStream(), cut), PumpAsync(server.GetStream(), client.GetStream(), cut));
            }
            catch (Exception gone) when (gone is SocketException or IOException or OperationCanceledException)
            {
                // Either side ends the other.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken cut)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cut) is > 0 and var read)
        {
            await _flow.Task.WaitAsync(cut);
            await to.WriteAsync(buffer.AsMemory(0, read), cut);
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flow = new TaskCompletionSource();
        flow.SetResult();
        return flow;
    }
}
