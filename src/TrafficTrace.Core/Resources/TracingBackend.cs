namespace TrafficTrace.Core.Resources;

/// <summary>
/// A tracing backend of a Mesh: a collector, and how many requests are traced to it. <see cref="Sampling"/> is in percent, 0 to 100;
/// null means the field was absent, which is 100 %.
/// </summary>
public sealed record TracingBackend(Collector Collector, double? Sampling)
{
    public string Name => Collector.Name;
}
