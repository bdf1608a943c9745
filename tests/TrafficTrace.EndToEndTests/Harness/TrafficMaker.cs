using System.Collections.Concurrent;
using System.Net;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// Continuous requests to one listener until it is stopped: keep-alive connections, a new connection for every request, and
/// HTTP/2. Nothing is tried twice: whatever fails counts. Paths are <c>/phase/kind</c>; <see cref="Phase"/> may change meanwhile.
/// </summary>
internal sealed class TrafficMaker : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly int _port;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly Task[] _callers;
    private int _closes;

    public TrafficMaker(int port, int keepAlive = 4, int fresh = 1, int http2 = 2)
    {
        _port = port;
        _callers =
        [
            .. Enumerable.Range(0, keepAlive).Select(_ => Task.Run(KeepAliveAsync)),
            .. Enumerable.Range(0, fresh).Select(_ => Task.Run(FreshAsync)),
            .. Enumerable.Range(0, http2).Select(_ => Task.Run(Http2Async)),
        ];
    }

    public string Phase { get; set; } = "first";

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>How often a keep-alive connection was told to close: what a drain looks like to a client.</summary>
    public int Closes => _closes;

    public int Total => _requests.Values.Sum();

    public int Requests(string phase) => _requests.GetValueOrDefault(phase);

    public Task AnsweredAsync(int requests)
    {
        var wanted = Total + requests;
        return Eventually.TrueAsync(() => Total >= wanted, TimeSpan.FromSeconds(30), $"{requests} more answers");
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task KeepAliveAsync()
    {
        while (!_stop.IsCancellationRequested)
            await CountFailureAsync("keep-alive", async () =>
            {
                using var connection = await Http1Connection.OpenAsync(_port);
                while (!_stop.IsCancellationRequested && !connection.Closing)
                    await RequestAsync("keep-alive", path => connection.GetAsync(path));
                if (connection.Closing) Interlocked.Increment(ref _closes);
            });
    }

    private async Task FreshAsync()
    {
        while (!_stop.IsCancellationRequested)
            await CountFailureAsync("new connection", async () =>
            {
                using var connection = await Http1Connection.OpenAsync(_port);
                await RequestAsync("new", path => connection.GetAsync(path, "Connection: close\r\n"));
            });
    }

    private async Task Http2Async()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        while (!_stop.IsCancellationRequested)
            await CountFailureAsync("HTTP/2", () => RequestAsync("http2", async path =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path)
                {
                    Version = HttpVersion.Version20,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
                using var response = await client.SendAsync(request);
                return (int)response.StatusCode;
            }));
    }

    private async Task RequestAsync(string kind, Func<string, Task<int>> send)
    {
        var phase = Phase;
        var status = await send($"/{phase}/{kind}");
        if (status != 200) _failures.Enqueue($"{kind} in {phase}: status {status}");
        _requests.AddOrUpdate(phase, 1, (_, count) => count + 1);
        await Task.Delay(Pause);
    }

    private async Task CountFailureAsync(string kind, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or System.Net.Sockets.SocketException)
        {
            _failures.Enqueue($"{kind} in {Phase}: {failure.Message}");
        }
    }
}
