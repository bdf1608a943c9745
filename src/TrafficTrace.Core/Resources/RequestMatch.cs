namespace TrafficTrace.Core.Resources;

/// <summary>Which requests are meant: all that is set has to hold. <see cref="Path"/> is without the query.</summary>
public sealed record RequestMatch(TextMatch? Path, string? Method, ValueList<HeaderMatch> Headers);
