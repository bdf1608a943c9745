namespace TrafficTrace.Core.Resources;

/// <summary>
/// A local port behind which the proxy reaches a service. <see cref="Tags"/> hold <c>kuma.io/service</c> and may narrow it to a subset.
/// </summary>
public sealed record Outbound(string Address, int Port, TagSet Tags);
