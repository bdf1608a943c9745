using System.Collections.Immutable;
using Envoy.Api.Protos;

namespace TrafficTrace.Translation.Proxies;

/// <summary>
/// What one proxy is to hold: a set for each resource type. <see cref="Collector"/> is the collector cluster among the clusters, null for
/// an untraced proxy.
/// </summary>
public sealed record EnvoyResources(ImmutableArray<TypedResources> Sets, PackedResource? Collector)
{
    /// <summary>What they were made from, so that the next translation of the same proxy makes only what is different.</summary>
    internal ProxyPlan? Plan { get; init; }

    /// <summary>The listeners of the plan's inbounds, in its order.</summary>
    internal ImmutableArray<PackedResource> Inbounds { get; init; } = [];

    /// <summary>A collector cluster that only connections of older listeners export to; null where there is none.</summary>
    internal PackedResource? Retired { get; init; }

    /// <summary>The resources of a type; empty for one that has no set.</summary>
    public ImmutableArray<PackedResource> this[string typeUrl]
    {
        get
        {
            foreach (var set in Sets)
            {
                if (set.TypeUrl == typeUrl) return set.Resources;
            }

            return [];
        }
    }
}
