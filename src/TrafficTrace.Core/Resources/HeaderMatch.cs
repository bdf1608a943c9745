namespace TrafficTrace.Core.Resources;

/// <summary>A header that a request has; <see cref="Value"/> is null when any value will do.</summary>
public sealed record HeaderMatch(string Name, TextMatch? Value);
