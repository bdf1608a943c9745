using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Opentelemetry.Proto.Collector.Trace.V1;
using TrafficTrace.Core.Resources;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>
/// An OpenTelemetry collector that keeps every span: takes OTLP over gRPC, or over HTTP on <c>/v1/traces</c>; over TLS when given a
/// certificate. With a token it refuses every export that does not carry it.
/// </summary>
internal sealed class OtlpCollector : TraceService.TraceServiceBase, IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(700);

    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly WebApplication _app;

    private readonly string? _token;

    private OtlpCollector(OtlpProtocol protocol, X509Certificate2? certificate, string? token)
    {
        (Protocol, _token) = (protocol, token);
        _app = KestrelHost.Build(
            Port,
            protocol == OtlpProtocol.Grpc ? HttpProtocols.Http2 : HttpProtocols.Http1,
            certificate,
            services => services.AddGrpc().Services.AddSingleton(this));
        if (protocol == OtlpProtocol.Grpc) _app.MapGrpcService<OtlpCollector>();
        else _app.MapPost("/v1/traces", TakeAsync);
    }

    public OtlpProtocol Protocol { get; }

    public int Port { get; } = FreePorts.Next();

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public static async Task<OtlpCollector> StartAsync(
        OtlpProtocol protocol, X509Certificate2? certificate = null, string? token = null)
    {
        var collector = new OtlpCollector(protocol, certificate, token);
        await collector._app.StartAsync();
        return collector;
    }

    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        if (IsRefused(context.GetHttpContext())) throw new RpcException(new Status(StatusCode.Unauthenticated, "a wrong token"));
        Keep(request, context.GetHttpContext());
        return Task.FromResult(new ExportTraceServiceResponse());
    }

    /// <summary>The traces of requests with that path, once no more spans of them come.</summary>
    public async Task<IReadOnlyList<CollectedTrace>> SettledTracesAsync(string path)
    {
        await Eventually.SettledAsync(() => _spans.Count, Quiet);
        return CollectedTrace.Of(_spans.Where(span => span.Path == path));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Envoy takes every status but 200 for an error, 202 too.
    private async Task TakeAsync(HttpContext context)
    {
        if (IsRefused(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        Keep(ExportTraceServiceRequest.Parser.ParseFrom(body), context);
        context.Response.ContentType = "application/x-protobuf";
    }

    private bool IsRefused(HttpContext context) => _token is not null && context.Request.Headers.Authorization != _token;

    private void Keep(ExportTraceServiceRequest request, HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach (var span in OtlpSpan.Read(request, headers)) _spans.Enqueue(span);
    }
}
