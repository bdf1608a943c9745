namespace TrafficTrace.Core.Resources;

/// <summary>A text with Envoy's command operators, as in an access log. Envoy 1.36 has no such tag.</summary>
public sealed record FormatTag(string Name, string Format) : SpanTag(Name);
