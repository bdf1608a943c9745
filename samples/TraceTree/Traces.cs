using System.Net.Http.Json;

namespace TraceTree;

internal static class Traces
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks until there are as many spans as wanted or the time is up; returns what there is.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Span>>> WaitAsync(
        HttpClient zipkin, int wanted, TimeSpan patience, CancellationToken cancellation)
    {
        var end = DateTime.UtcNow + patience;
        while (true)
        {
            var traces = await zipkin.GetFromJsonAsync<List<List<Span>>>("/api/v2/traces?limit=100", cancellation) ?? [];
            if (traces.Sum(trace => trace.Count) >= wanted || DateTime.UtcNow > end)
                return [.. traces.OrderBy(trace => trace.Min(span => span.Timestamp))];
            await Task.Delay(PollInterval, cancellation);
        }
    }
}
