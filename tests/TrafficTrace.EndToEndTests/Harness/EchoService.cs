using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// A service behind a proxy. It answers with its name, and first calls the next service where it has one, on the same path,
/// forwarding the headers that hold a trace together, some, or none. <c>/stream/N</c> sends an event a second, N times.
/// </summary>
internal sealed class EchoService : IAsyncDisposable
{
    /// <summary>What a service forwards for Zipkin.</summary>
    public static readonly IReadOnlyList<string> B3 =
    [
        "x-request-id",
        "x-b3-traceid",
        "x-b3-parentspanid",
        "x-b3-spanid",
        "x-b3-sampled",
        "x-b3-flags",
    ];

    /// <summary>What an OpenTelemetry SDK passes on, which knows nothing of Envoy's <c>x-request-id</c>.</summary>
    public static readonly IReadOnlyList<string> W3C = ["traceparent", "tracestate"];

    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { ActivityHeadersPropagator = null }); // no headers of .NET's own
    private readonly string _name;

    private EchoService(string name, WebApplication app) => (_name, _app) = (name, app);

    public int Port { get; private init; }

    /// <summary>The outbound to call before answering, null for none.</summary>
    public Uri? Next { get; set; }

    public IReadOnlyList<string> Forwarded { get; set; } = B3;

    /// <param name="http2">Speaks HTTP/2 without TLS instead of HTTP/1.1.</param>
    public static async Task<EchoService> StartAsync(string name, bool http2 = false)
    {
        var port = FreePorts.Next();
        var app = KestrelHost.Build(port, http2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
        var service = new EchoService(name, app) { Port = port };
        app.MapGet("/stream/{seconds:int}", StreamAsync);
        app.MapGet("/{**path}", (Delegate)service.AnswerAsync);
        await app.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task<string> AnswerAsync(HttpContext context)
    {
        if (Next is null) return _name;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Next, context.Request.Path));
        foreach (var header in Forwarded.Where(context.Request.Headers.ContainsKey))
            request.Headers.Add(header, context.Request.Headers[header].ToString());

        using var response = await _client.SendAsync(request, context.RequestAborted);
        response.EnsureSuccessStatusCode();
        return $"{_name} > {await response.Content.ReadAsStringAsync(context.RequestAborted)}";
    }

    private static async Task StreamAsync(HttpContext context, int seconds)
    {
        context.Response.ContentType = "text/event-stream";
        for (var second = 1; second <= seconds; second++)
        {
            await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"data: {second}\n\n"), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
        }
    }
}
