namespace TrafficTrace.Core.Resources;

/// <summary>The same on every span.</summary>
public sealed record LiteralTag(string Name, string Value) : SpanTag(Name);
