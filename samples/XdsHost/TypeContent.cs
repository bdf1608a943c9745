using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.XdsHost;

/// <summary>The resources of one type by name, and the version that stands for them.</summary>
internal sealed record TypeContent(string Version)
{
    private ImmutableSortedDictionary<string, PackedResource> Resources { get; init; } =
        ImmutableSortedDictionary.Create<string, PackedResource>(
        StringComparer.Ordinal);

    public TypeContent With(PackedResource resource, string version) =>
        new(version) { Resources = Resources.SetItem(resource.Name, resource) };

    public TypeContent Without(string name, string version) => new(version) { Resources = Resources.Remove(name) };

    public ResourceSet Set() => ResourceSet.Of(Resources.Values, Version);
}
