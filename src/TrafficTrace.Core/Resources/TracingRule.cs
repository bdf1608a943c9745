namespace TrafficTrace.Core.Resources;

/// <summary>
/// How some requests are traced otherwise: <c>conf.rules[]</c> of a TrafficTrace, of which the first that matches counts.
/// </summary>
public sealed record TracingRule(RequestMatch Match)
{
    /// <summary>
    /// Instead of what policy and backend say: what it leaves out is 100 %. They count where it says nothing at all. <see cref="Off"/>
    /// excludes it.
    /// </summary>
    public Samplings Sampling { get; init; } = Samplings.None;

    /// <summary>Neither sampled nor followed.</summary>
    public bool Off { get; init; }

    /// <summary>Beside those of the policy.</summary>
    public ValueList<SpanTag> Tags { get; init; } = [];
}
