using System.Collections.Immutable;
using Envoy.Api.Protos;

namespace TrafficTrace.Translation;

/// <summary>
/// What one proxy is to hold, each kind sorted ordinally by name. <see cref="Collector"/> is the collector cluster among
/// <see cref="Clusters"/>, null for an untraced proxy. <see cref="Runtime"/> is the layer <c>tracing</c>.
/// </summary>
public sealed record EnvoyResources(
    ImmutableArray<PackedResource> Clusters,
    ImmutableArray<PackedResource> Endpoints,
    ImmutableArray<PackedResource> Listeners,
    PackedResource Runtime,
    PackedResource? Collector)
{
    /// <summary>What they were made from, so that the next translation of the same proxy makes only what is different.</summary>
    internal ProxyPlan? Plan { get; init; }

    /// <summary>The listeners of the plan's inbounds, in its order.</summary>
    internal ImmutableArray<PackedResource> Inbounds { get; init; } = [];
}
