using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.XdsHost;

/// <summary>What each node is served: per type its resources by name, under a version that was set from outside.</summary>
internal sealed class NodeStates(SnapshotCache cache)
{
    public const string Variant = "";

    private readonly Lock _changing = new();
    private readonly Dictionary<string, ImmutableDictionary<string, TypeContent>> _nodes = new(StringComparer.Ordinal);

    public void Replace(string node, string version, IEnumerable<PackedResource> resources)
    {
        var all = ResourceType.All.ToImmutableDictionary(type => type.TypeUrl, _ => new TypeContent(version));
        foreach (var resource in resources) all = all.SetItem(resource.TypeUrl, all[resource.TypeUrl].With(resource, version));
        lock (_changing) Publish(node, all);
    }

    /// <param name="node">Node id.</param>
    /// <param name="typeUrl">Type.</param>
    /// <param name="change">From what the type holds now to what it is to hold.</param>
    public void Change(string node, string typeUrl, Func<TypeContent, TypeContent> change)
    {
        lock (_changing)
        {
            var all = _nodes.GetValueOrDefault(node, ImmutableDictionary<string, TypeContent>.Empty);
            Publish(node, all.SetItem(typeUrl, change(all.GetValueOrDefault(typeUrl, new TypeContent("")))));
        }
    }

    public void Clear(string node)
    {
        lock (_changing)
        {
            _nodes.Remove(node);
            cache.Remove(new SnapshotKey(node, Variant));
        }
    }

    private void Publish(string node, ImmutableDictionary<string, TypeContent> all)
    {
        _nodes[node] = all;
        cache.Set(
            new SnapshotKey(node, Variant), Snapshot.Create([.. all.Select(entry => (ResourceType.Of(entry.Key), entry.Value.Set()))]));
    }
}
