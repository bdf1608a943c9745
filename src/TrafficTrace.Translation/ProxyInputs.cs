using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;

namespace TrafficTrace.Translation;

/// <summary>
/// All that decides a proxy's configuration. <see cref="CollectorRejected"/>: this stream rejected its collector cluster, so
/// it gets the same listeners untraced and no collector cluster (tracing never costs traffic).
/// </summary>
public sealed record ProxyInputs(
    Dataplane Dataplane,
    EffectiveTracing Tracing,
    SamplingMode Sampling,
    bool CollectorRejected,
    ImmutableDictionary<string, MeshService> Services)
{
    /// <summary>Null while nobody in the mesh offers it.</summary>
    internal MeshService? ServiceOf(Outbound outbound) => Services.GetValueOrDefault(Names.Service(outbound.Tags));
}
