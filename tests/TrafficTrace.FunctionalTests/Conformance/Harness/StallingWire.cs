using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>One connection to the server that carries everything to it, and back only until the test says so.</summary>
internal sealed class StallingWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _stall = new();
    private readonly TaskCompletionSource _resume = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GrpcChannel _channel;
    private readonly Task _carrying;

    public StallingWire(string server)
    {
        _listener.Start();
        _carrying = CarryAsync(new Uri(server).Port);
        _channel = GrpcChannel.ForAddress(
            $"http://{_listener.LocalEndpoint}", new GrpcChannelOptions { MaxReceiveMessageSize = null, DisposeHttpClient = true });
    }

    public CallInvoker Invoker => _channel.CreateCallInvoker();

    /// <summary>From now on nothing is taken from the server.</summary>
    public void Stall() => _stall.Cancel();

    /// <summary>Takes what there is until the server's end; returns the number of bytes.</summary>
    public async Task<long> DrainAsync()
    {
        _resume.SetResult();
        await _carrying.WaitAsync(XdsClient.Patience);
        return Drained;
    }

    private long Drained { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _resume.TrySetResult();
        await _carrying;
        _channel.Dispose();
        _listener.Dispose();
        _end.Dispose();
        _stall.Dispose();
    }

    private async Task CarryAsync(int port)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var server = new TcpClient { ReceiveBufferSize = 64 * 1024 };
        await server.ConnectAsync(IPAddress.Loopback, port);
        var forth = client.GetStream().CopyToAsync(server.GetStream(), _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await BackAsync(server.GetStream(), client.GetStream());
        server.Close();
        client.Close();
        await forth;
    }

    private async Task BackAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            await CopyAsync(server, client, buffer);
            await _resume.Task;
            for (int read; (read = await server.ReadAsync(buffer, _end.Token)) > 0;) Drained += read;
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The connection was reset: that is an end, too.
        }
    }

    private async Task CopyAsync(NetworkStream server, NetworkStream client, byte[] buffer)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(_stall.Token, _end.Token);
        try
        {
            for (int read; (read = await server.ReadAsync(buffer, until.Token)) > 0;)
                await client.WriteAsync(buffer.AsMemory(0, read), until.Token);
        }
        catch (OperationCanceledException) when (_stall.IsCancellationRequested)
        {
            // Stalled from here on.
        }
    }
}
