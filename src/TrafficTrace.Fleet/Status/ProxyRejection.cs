namespace TrafficTrace.Fleet.Status;

/// <summary>A resource that a proxy rejects, by its short type, and Envoy's own text, cut.</summary>
public readonly record struct ProxyRejection(string Type, string Resource, string Reason, DateTimeOffset Since);
