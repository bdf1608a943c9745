using System.Globalization;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// Requests as fast as they go on a few connections, numbered in the order in which they are sent, so that it can be told which were
/// sampled.
/// </summary>
internal sealed class NumberedRequests : IAsyncDisposable
{
    private const string Path = "/numbered/";

    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _callers;
    private int _sent;

    public NumberedRequests(int port) => _callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => CallAsync(port)))];

    public Task AnsweredAsync(int requests)
    {
        var wanted = _sent + requests;
        return Eventually.TrueAsync(
            () => Array.Find(_callers, caller => caller.IsFaulted) is { } failed ? throw failed.Exception! : _sent >= wanted,
            TimeSpan.FromSeconds(60),
            $"{requests} more requests");
    }

    /// <summary>Stops, and gives the sorted numbers of those that became traces of the service.</summary>
    public async Task<IReadOnlyList<int>> SampledAsync(SpanSink sink, string service)
    {
        await StopAsync();
        await sink.SettledTracesAsync(service, Path);
        return [.. sink.Spans
            .Where(span => span.Service == service && span.Path.Contains(Path, StringComparison.Ordinal))
            .Select(span => int.Parse(span.Path[(span.Path.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture))
            .Distinct().Order()];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
    }

    private async Task CallAsync(int port)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var connection = await Http1Connection.OpenAsync(port);
            while (!_stop.IsCancellationRequested && !connection.Closing)
                await connection.GetAsync($"{Path}{Interlocked.Increment(ref _sent)}");
        }
    }
}
