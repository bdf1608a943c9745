namespace TrafficTrace.Core.Resources;

/// <summary>Says of every span whose it is: a fixed <see cref="Value"/>, or that of a <see cref="Tag"/> of the proxy; one is set.</summary>
public sealed record ResourceAttribute(string Key, string? Value, string? Tag);
