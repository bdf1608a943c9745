using System.Collections.Concurrent;
using MessagePack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A Datadog agent that only keeps: takes <c>/v0.4/traces</c> (msgpack: a list of traces, each a list of spans), answers all else with 404.</summary>
internal sealed class DatadogSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<DatadogSpan> _spans = new();

    private DatadogSink(WebApplication app) => _app = app;

    public IReadOnlyCollection<DatadogSpan> Spans => _spans;

    public int Port { get; private init; }

    public static async Task<DatadogSink> StartAsync()
    {
        var port = FreePorts.Next();
        var app = KestrelHost.Build(port, HttpProtocols.Http1);
        var sink = new DatadogSink(app) { Port = port };
        foreach (var method in new[] { HttpMethods.Post, HttpMethods.Put }) app.MapMethods("/v0.4/traces", [method], sink.TakeAsync);
        await app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Keep(body.ToArray());
        await context.Response.WriteAsync("{}", context.RequestAborted);
    }

    private void Keep(byte[] body)
    {
        var reader = new MessagePackReader(body);
        for (var traces = reader.ReadArrayHeader(); traces > 0; traces--)
            for (var spans = reader.ReadArrayHeader(); spans > 0; spans--)
                _spans.Enqueue(ReadSpan(ref reader));
    }

    private static DatadogSpan ReadSpan(ref MessagePackReader reader)
    {
        var span = new DatadogSpan("", "", 0, null);
        for (var fields = reader.ReadMapHeader(); fields > 0; fields--)
        {
            switch (reader.ReadString())
            {
                case "service": span = span with { Service = reader.ReadString() ?? "" }; break;
                case "resource": span = span with { Resource = reader.ReadString() ?? "" }; break;
                case "trace_id": span = span with { TraceId = reader.ReadUInt64() }; break;
                case "metrics": span = span with { Priority = ReadPriority(ref reader) }; break;
                default: reader.Skip(); break;
            }
        }

        return span;
    }

    private static double? ReadPriority(ref MessagePackReader reader)
    {
        double? priority = null;
        for (var metrics = reader.ReadMapHeader(); metrics > 0; metrics--)
        {
            if (reader.ReadString() == "_sampling_priority_v1") priority = reader.NextMessagePackType == MessagePackType.Integer ? reader.ReadInt64() : reader.ReadDouble();
            else reader.Skip();
        }

        return priority;
    }
}
