namespace TrafficTrace.Core.Resources;

/// <summary>A Datadog agent, always in plain text. <see cref="Address"/> is an IP or a host name.</summary>
public sealed record DatadogCollector(string Name, string Address, int Port) : Collector(Name)
{
    public override string Type => "datadog";

    /// <summary>Inbound and each outbound get service names of their own.</summary>
    public bool SplitService { get; init; }

    public override T Match<T>(ICollectorMatch<T> match) => match.Of(this);
}
