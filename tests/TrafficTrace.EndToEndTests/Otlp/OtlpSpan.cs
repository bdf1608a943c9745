using Opentelemetry.Proto.Collector.Trace.V1;
using Opentelemetry.Proto.Common.V1;
using SpanKind = Opentelemetry.Proto.Trace.V1.Span.Types.SpanKind;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>
/// A span as a collector got it. Ids are in hex, <see cref="ParentId"/> is empty where the span began its trace.
/// <see cref="Headers"/> are those of the export that brought it, of gRPC its metadata.
/// </summary>
internal sealed record OtlpSpan(
    string TraceId,
    string SpanId,
    string ParentId,
    string Name,
    SpanKind Kind,
    IReadOnlyDictionary<string, string> Resource,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> Headers)
{
    public string Service => Resource.GetValueOrDefault("service.name", "");

    /// <summary>Of the request; empty where the span does not say.</summary>
    public string Path => Attributes.TryGetValue("http.url", out var url) ? new Uri(url).AbsolutePath : "";

    public static IEnumerable<OtlpSpan> Read(ExportTraceServiceRequest request, IReadOnlyDictionary<string, string> headers) =>
        from resource in request.ResourceSpans
        let attributes = Texts(resource.Resource.Attributes)
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new OtlpSpan(
            Convert.ToHexStringLower(span.TraceId.Span),
            Convert.ToHexStringLower(span.SpanId.Span),
            Convert.ToHexStringLower(span.ParentSpanId.Span),
            span.Name,
            span.Kind,
            attributes,
            Texts(span.Attributes),
            headers);

    // The last of a key counts, as most collectors have it.
    private static Dictionary<string, string> Texts(IEnumerable<KeyValue> attributes)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in attributes) texts[attribute.Key] = attribute.Value.StringValue;
        return texts;
    }
}
