namespace TrafficTrace.Core.Resources;

/// <summary>A Datadog agent, always in plain text. <see cref="Address"/> is an IP or a host name.</summary>
public sealed record DatadogBackend(string Name, double? Sampling, string Address, int Port) : TracingBackend(Name, Sampling)
{
    /// <summary>Inbound and each outbound get service names of their own.</summary>
    public bool SplitService { get; init; }
}
