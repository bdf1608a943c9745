namespace TrafficTrace.Core.Resources;

/// <summary>
/// Where traces go. <see cref="Sampling"/> is in percent, 0 to 100; null means the field was absent, which is 100 %.
/// </summary>
public abstract record TracingBackend(string Name, double? Sampling);
