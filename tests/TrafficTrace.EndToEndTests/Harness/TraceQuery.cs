using System.Text.Json;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>Asks Zipkin for traces as a user does.</summary>
internal static class TraceQuery
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>All traces that hold a span whose <c>http.url</c> ends with <paramref name="path"/>, each with its spans.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Span>>> TracesOfAsync(ZipkinProcess zipkin, string path)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(new Uri(zipkin.Base, "api/v2/traces?limit=1000")));
        return [.. document.RootElement.EnumerateArray()
            .Select(trace => trace.EnumerateArray().Select(Span.Parse).ToList())
            .Where(trace => trace.Exists(span => span.Path.EndsWith(path, StringComparison.Ordinal)))];
    }

    /// <summary>The same, once <paramref name="spans"/> of them have come, in however many traces.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Span>>> TracesOfAsync(ZipkinProcess zipkin, string path, int spans)
    {
        IReadOnlyList<IReadOnlyList<Span>> traces = [];
        await Eventually.TrueAsync(
            async () => (traces = await TracesOfAsync(zipkin, path)).Sum(trace => trace.Count) >= spans,
            TimeSpan.FromSeconds(10),
            $"{spans} spans of {path} are in Zipkin");
        return traces;
    }
}
