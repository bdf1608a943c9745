namespace TraceTree;

/// <summary>A span in Zipkin's v2 JSON, as far as it is shown. <see cref="Duration"/> is in microseconds.</summary>
internal sealed record Span(
    string TraceId, string Id, string? ParentId, string? Kind, long Timestamp, long Duration, Endpoint? LocalEndpoint)
{
    public string Service => LocalEndpoint?.ServiceName ?? "?";
}
