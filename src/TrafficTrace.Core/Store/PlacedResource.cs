using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>A resource and where its document stands; null when it stands in no file.</summary>
public readonly record struct PlacedResource(Resource Resource, Place? Place)
{
    public ResourceKey Key => Resource.Key;

    public static ImmutableArray<PlacedResource> Nowhere(IEnumerable<Resource> resources) =>
        [.. resources.Select(resource => new PlacedResource(resource, null))];
}
