using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// One HTTP/1.1 connection that sends one request after the other. .NET's own client sends a request again when its connection
/// was reset, and that is what must not stay hidden here.
/// </summary>
internal sealed class Http1Connection : IDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _reader;

    private Http1Connection(TcpClient client) => (_client, _reader) = (client, new StreamReader(client.GetStream(), Encoding.Latin1));

    /// <summary>The server has said that it takes no more requests on this connection.</summary>
    public bool Closing { get; private set; }

    public static async Task<Http1Connection> OpenAsync(int port)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port);
        return new Http1Connection(client);
    }

    /// <summary>Status of the answer. Throws <see cref="IOException"/> when the connection ends before all of it came.</summary>
    public async Task<int> GetAsync(string path, string moreHeaders = "")
    {
        await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: test\r\n{moreHeaders}\r\n"));
        var status = int.Parse((await LineAsync()).AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        var length = 0;
        var chunked = false;
        for (var line = await LineAsync(); line.Length > 0; line = await LineAsync())
        {
            if (Value(line, "content-length:") is { } size) length = int.Parse(size, System.Globalization.CultureInfo.InvariantCulture);
            chunked |= Value(line, "transfer-encoding:") == "chunked";
            Closing |= Value(line, "connection:") == "close";
        }

        if (chunked) await SkipChunksAsync();
        else await SkipAsync(length);
        return status;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }

    private static string? Value(string line, string name) =>
        line.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? line[name.Length..].Trim().ToLowerInvariant() : null;

    private async Task SkipChunksAsync()
    {
        while (true)
        {
            var size = Convert.ToInt32(await LineAsync(), 16);
            await SkipAsync(size);
            await LineAsync();
            if (size == 0) return;
        }
    }

    private async Task SkipAsync(int characters)
    {
        var buffer = new char[characters];
        if (await _reader.ReadBlockAsync(buffer) < characters) throw new IOException("the connection ended in the middle of a body");
    }

    private async Task<string> LineAsync() =>
        await _reader.ReadLineAsync() ?? throw new IOException("the connection ended without an answer");
}
