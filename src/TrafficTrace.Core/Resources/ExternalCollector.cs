namespace TrafficTrace.Core.Resources;

/// <summary>
/// A tracer that somebody else configures, for proxies whose listeners another control plane serves. Nothing of it is known here but its
/// name: it stands in a policy for "steer the sampling alone".
/// </summary>
public sealed record ExternalCollector(string Name) : Collector(Name)
{
    public override string Type => "external";

    public override T Match<T>(ICollectorMatch<T> match) => match.Of(this);
}
