using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Translation.Listeners;

/// <summary>What the HCM of a traced listener says, but for its routes.</summary>
/// <param name="Tracer">The provider.</param>
/// <param name="OverallSampling">In percent; null where the HCM says nothing of it.</param>
/// <param name="Source">What the listeners of a proxy depend on.</param>
/// <param name="Spans">What spans say.</param>
/// <param name="RoutesApart">Its routes are asked for by name, so that their sampling changes without a drain.</param>
internal sealed record ListenerTracing(
    Tracer Tracer, double? OverallSampling, SpanSource Source, SpanContent Spans, bool RoutesApart)
{
    // Every listener of a proxy is looked up by it, so it is hashed once a proxy. No setters: a copy would keep the hash.
    private readonly int _hash = HashCode.Combine(Tracer, OverallSampling, Source, Spans, RoutesApart);

    public Tracer Tracer { get; } = Tracer;

    public double? OverallSampling { get; } = OverallSampling;

    public SpanSource Source { get; } = Source;

    public SpanContent Spans { get; } = Spans;

    public bool RoutesApart { get; } = RoutesApart;

    public override int GetHashCode() => _hash;
}
