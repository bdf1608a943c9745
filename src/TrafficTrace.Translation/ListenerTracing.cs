using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation;

/// <summary>
/// What the HCM of a traced listener says. <see cref="Backend"/> is without its sampling; <see cref="OverallSampling"/> is in
/// percent and null where the HCM says nothing of it. <see cref="Caller"/>: whom Datadog shows as the origin of outbound
/// requests, the proxy's identifying service; null for any other tracer and for inbounds.
/// </summary>
internal sealed record ListenerTracing(TracingBackend Backend, double? OverallSampling, string? Caller)
{
    // Every listener of a proxy is looked up by it, so the backend is hashed once a proxy. No setters: a copy would keep the hash.
    private readonly int _hash = HashCode.Combine(Backend, OverallSampling, Caller);

    public TracingBackend Backend { get; } = Backend;

    public double? OverallSampling { get; } = OverallSampling;

    public string? Caller { get; } = Caller;

    public ListenerTracing By(string? caller) => new(Backend, OverallSampling, caller);

    public override int GetHashCode() => _hash;
}
