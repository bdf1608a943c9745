using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Tracers;

/// <summary>The tracer for each type of collector.</summary>
internal sealed class TracerOfType : ICollectorMatch<Tracer>
{
    public Tracer Of(ZipkinCollector collector) => new ZipkinTracer(collector);

    public Tracer Of(DatadogCollector collector) => new DatadogTracer(collector);

    public Tracer Of(OpenTelemetryCollector collector) => new OpenTelemetryTracer(collector);

    // Effective tracing never has one.
    public Tracer Of(ExternalCollector collector) => throw new NotSupportedException("the tracer of an external backend is not ours");
}
