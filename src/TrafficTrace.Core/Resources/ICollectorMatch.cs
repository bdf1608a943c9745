namespace TrafficTrace.Core.Resources;

/// <summary>An answer for every type of collector: where the one for a new type is missing, the build breaks.</summary>
public interface ICollectorMatch<out T>
{
    T Of(ZipkinCollector collector);

    T Of(DatadogCollector collector);

    T Of(OpenTelemetryCollector collector);

    T Of(ExternalCollector collector);
}
