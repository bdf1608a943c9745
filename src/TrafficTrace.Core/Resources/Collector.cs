namespace TrafficTrace.Core.Resources;

/// <summary>
/// Where spans go, and in which form: one record for each backend type. <see cref="Name"/> is that of the tracing backend. How many
/// requests are traced is not the collector's matter, so that a change of sampling leaves it equal.
/// </summary>
public abstract record Collector(string Name)
{
    /// <summary>The backend's <c>type</c>, as documents have it.</summary>
    public abstract string Type { get; }

    /// <summary>Names of the secrets that exports need, each once.</summary>
    public virtual ValueList<string> Secrets => [];

    /// <summary>What <paramref name="match"/> has for this type.</summary>
    public abstract T Match<T>(ICollectorMatch<T> match);
}
