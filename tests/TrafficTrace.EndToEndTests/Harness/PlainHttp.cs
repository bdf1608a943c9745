using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// As much of an HTTP/1.1 server as a collector needs, and as lenient as most are: Envoy's Host header is the cluster's name where no
/// other is configured, <c>tracing:sink</c>, which Kestrel refuses as it is no host and port.
/// </summary>
internal sealed class PlainHttp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<string, byte[]> _take;
    private readonly Task _accepting;

    /// <param name="take">Is called with the first line of a request and its body.</param>
    public PlainHttp(Action<string, byte[]> take)
    {
        _take = take;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        await using var stream = new BufferedStream(client.GetStream());
        try
        {
            while (await LineAsync(stream) is { Length: > 0 } request)
            {
                _take(request, await BodyAsync(stream, await HeadersAsync(stream)));
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), _stop.Token);
                await stream.FlushAsync(_stop.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task<Dictionary<string, string>> HeadersAsync(Stream stream)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream) is { Length: > 0 } line)
        {
            var parts = line.Split(':', 2);
            headers[parts[0]] = parts[1].Trim();
        }

        return headers;
    }

    private async Task<byte[]> BodyAsync(Stream stream, Dictionary<string, string> headers)
    {
        if (headers.TryGetValue("content-length", out var length))
            return await BytesAsync(stream, int.Parse(length, CultureInfo.InvariantCulture));
        if (!headers.ContainsKey("transfer-encoding")) return [];
        var body = new List<byte>();
        while (int.Parse(await LineAsync(stream) ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
        {
            body.AddRange(await BytesAsync(stream, size));
            await LineAsync(stream);
        }

        await LineAsync(stream); // ends the trailers, of which there are none
        return [.. body];
    }

    private async Task<byte[]> BytesAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }

    /// <summary>A line without its end; null where the connection ends.</summary>
    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) > 0)
        {
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }
}
