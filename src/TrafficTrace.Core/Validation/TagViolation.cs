namespace TrafficTrace.Core.Validation;

/// <summary>What is wrong with tags: with the one of that key, or with the whole where <see cref="Key"/> is null.</summary>
public sealed record TagViolation(string? Key, string Message);
