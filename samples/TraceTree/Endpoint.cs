namespace TraceTree;

internal sealed record Endpoint(string? ServiceName);
