namespace TrafficTrace.Core.Resources;

/// <summary>Which requests are meant: all that is set has to hold. <see cref="Path"/> is without the query.</summary>
public sealed record RequestMatch(TextMatch? Path, string? Method, ValueList<HeaderMatch> Headers)
{
    /// <summary>Whether it is known that every request that the other means is meant here too.</summary>
    public bool Covers(RequestMatch other) =>
        (Path is null || (other.Path is { } path && Path.Covers(path)))
        && (Method is null || Method == other.Method)
        && Headers.All(header => other.Headers.Any(header.Covers));
}
