namespace TrafficTrace.Core.Resources;

/// <summary>How spans are called, with Envoy's command operators; null as Envoy has it. Envoy 1.36 passes over both.</summary>
public sealed record SpanNames(string? Server, string? Upstream)
{
    public static readonly SpanNames None = new(null, null);
}
