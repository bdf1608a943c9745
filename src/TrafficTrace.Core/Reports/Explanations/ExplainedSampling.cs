namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>
/// How many requests that begin a trace are traced, in percent; 0 for an untraced proxy. <see cref="From"/> is the field that says so,
/// or would if it were written; null for an untraced proxy.
/// </summary>
public sealed record ExplainedSampling(double Percent, FieldSource? From, SamplingVia Via)
{
    /// <summary>A request whose parent is sampled is traced whatever the percentage is: its caller decided.</summary>
    public bool FollowsParents { get; init; }
}
