using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A Zipkin collector that only counts: takes Zipkin's JSON on any path, over http, or https when given a certificate.</summary>
internal sealed class SpanSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Span> _spans = new();

    private SpanSink(WebApplication app) => _app = app;

    public IReadOnlyCollection<Span> Spans => _spans;

    public int Port { get; private init; }

    public Uri Url { get; private init; } = null!;

    public static async Task<SpanSink> StartAsync(X509Certificate2? certificate = null, string host = "127.0.0.1")
    {
        var port = FreePorts.Next();
        var app = KestrelHost.Build(port, HttpProtocols.Http1, certificate);
        var sink = new SpanSink(app)
        {
            Port = port,
            Url = new Uri($"{(certificate is null ? "http" : "https")}://{host}:{port}/api/v2/spans"),
        };
        app.MapPost("/{**path}", sink.TakeAsync);
        await app.StartAsync();
        return sink;
    }

    /// <summary>
    /// How many traces the proxies of <paramref name="service"/> began or passed on whose path has <paramref name="part"/> in it.
    /// </summary>
    public int Traces(string service, string part = "/") => _spans
        .Where(span => span.Service == service && span.Path.Contains(part, StringComparison.Ordinal))
        .Select(span => span.TraceId).Distinct().Count();

    /// <summary>The same, once no more spans of them come.</summary>
    public Task<int> SettledTracesAsync(string service, string part = "/") =>
        Eventually.SettledAsync(() => Traces(service, part), TimeSpan.FromMilliseconds(700));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        foreach (var span in document.RootElement.EnumerateArray()) _spans.Enqueue(Span.Parse(span));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
