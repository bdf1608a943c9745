namespace TrafficTrace.Core.Resources;

/// <summary>A tag that spans get.</summary>
public abstract record SpanTag(string Name);
