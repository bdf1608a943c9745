using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// A collector that takes every export, over gRPC or HTTP, and keeps its <c>authorization</c> alone; empty where it has none.
/// </summary>
internal sealed class TokenSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _tokens = new();

    private TokenSink(WebApplication app) => _app = app;

    public int Port { get; private init; }

    /// <summary>Of each export, in order.</summary>
    public IReadOnlyCollection<string> Tokens => _tokens;

    public static async Task<TokenSink> StartAsync(bool grpc)
    {
        var port = FreePorts.Next();
        var sink = new TokenSink(KestrelHost.Build(port, grpc ? HttpProtocols.Http2 : HttpProtocols.Http1)) { Port = port };
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        _tokens.Enqueue(context.Request.Headers.Authorization.ToString());
        await context.Request.Body.CopyToAsync(Stream.Null);
        if (!HttpProtocol.IsHttp2(context.Request.Protocol)) return;
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]); // an empty message
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
