using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Translation.Listeners;

/// <summary>
/// What the HCM of a traced listener says. <see cref="OverallSampling"/> is in percent and null where the HCM says nothing of it.
/// <see cref="Caller"/>: what the outbound listeners of a proxy depend on; null for inbounds, and where the tracer needs nothing.
/// </summary>
internal sealed record ListenerTracing(Tracer Tracer, double? OverallSampling, string? Caller)
{
    // Every listener of a proxy is looked up by it, so it is hashed once a proxy. No setters: a copy would keep the hash.
    private readonly int _hash = HashCode.Combine(Tracer, OverallSampling, Caller);

    public Tracer Tracer { get; } = Tracer;

    public double? OverallSampling { get; } = OverallSampling;

    public string? Caller { get; } = Caller;

    public override int GetHashCode() => _hash;
}
