namespace TrafficTrace.Core.Resources;

/// <summary>A header of every export: a fixed <see cref="Value"/>, or the name of a <see cref="Secret"/>; one of them is set.</summary>
public sealed record CollectorHeader(string Name, string? Value, string? Secret);
