namespace TrafficTrace.Core.Reports.Previews;

/// <summary>A listener, named as Envoy knows it, of a proxy.</summary>
public sealed record DrainedListener(string Proxy, string Listener);
