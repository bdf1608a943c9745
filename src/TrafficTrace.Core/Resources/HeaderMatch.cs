namespace TrafficTrace.Core.Resources;

/// <summary>A header that a request has; <see cref="Value"/> is null when any value will do.</summary>
public sealed record HeaderMatch(string Name, TextMatch? Value)
{
    /// <summary>Whether it is known that every request that the other means is meant here too.</summary>
    public bool Covers(HeaderMatch other) =>
        Name == other.Name && (Value is null || (other.Value is { } value && Value.Covers(value)));
}
