using System.Collections.Concurrent;
using MessagePack;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// A Datadog agent that only keeps: takes <c>/v0.4/traces</c> (msgpack: a list of traces, each a list of spans), takes all else and forgets
/// it.
/// </summary>
internal sealed class DatadogSink : IAsyncDisposable
{
    private readonly ConcurrentQueue<DatadogSpan> _spans = new();
    private readonly PlainHttp _server;

    public DatadogSink() => _server = new PlainHttp((request, body) =>
    {
        if (request.Contains(" /v0.4/traces ", StringComparison.Ordinal)) Keep(body);
    });

    public IReadOnlyCollection<DatadogSpan> Spans => _spans;

    public int Port => _server.Port;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

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
            if (reader.ReadString() == "_sampling_priority_v1")
                priority = reader.NextMessagePackType == MessagePackType.Integer ? reader.ReadInt64() : reader.ReadDouble();
            else reader.Skip();
        }

        return priority;
    }
}
