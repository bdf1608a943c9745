using TrafficTrace.Cli.Input;

namespace TrafficTrace.Cli.Converting.Istio;

/// <summary>
/// The tracing of a Telemetry, and those that it takes from what it does not say itself: that of its namespace, that of the mesh.
/// </summary>
internal sealed record TracingChain(IReadOnlyCollection<Source> Tracings)
{
    /// <summary>Null where none says it.</summary>
    public Source? First(string field) => Tracings.Select(tracing => tracing.Child(field)).FirstOrDefault(said => said.Exists);
}
