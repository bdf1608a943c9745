using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// The connected nodes: by id, by mesh, by their tags, and by the services that they reach. Touched by the fleet loop alone.
/// </summary>
internal sealed class ConnectedNodes
{
    private readonly Dictionary<string, ConnectedNode> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<ConnectedNode>> _byMesh = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Mesh, string Service), HashSet<ConnectedNode>> _byService = [];
    private readonly Dictionary<(string Mesh, string Key, string Value), HashSet<ConnectedNode>> _byTag = [];

    public ConnectedNode? Find(string id) => _byId.GetValueOrDefault(id);

    public IReadOnlyCollection<ConnectedNode> OfMesh(string mesh) => _byMesh.GetValueOrDefault(mesh, []);

    public IReadOnlyCollection<ConnectedNode> UsersOf(string mesh, string service) => _byService.GetValueOrDefault((mesh, service), []);

    /// <summary>All that the selector may match, and not many more: those that have the rarest of its tags.</summary>
    public IReadOnlyCollection<ConnectedNode> CandidatesOf(string mesh, TagSelector selector)
    {
        var fewest = OfMesh(mesh);
        foreach (var (key, value) in selector.Match)
        {
            if (value == TagSelector.Wildcard) continue;
            var having = _byTag.GetValueOrDefault((mesh, key, value), []);
            if (having.Count < fewest.Count) fewest = having;
        }

        return fewest;
    }

    public (ConnectedNode Node, bool IsNew) Add(XdsStream stream)
    {
        var isNew = !_byId.TryGetValue(stream.NodeId, out var node);
        if (node is null)
        {
            _byId.Add(stream.NodeId, node = new ConnectedNode(stream.NodeId));
            if (node.Name is { } name) SetOf(_byMesh, name.Mesh).Add(node);
        }

        node.Streams.Add(new ConnectedStream(stream));
        return (node, isNew);
    }

    public void Remove(ConnectedNode node)
    {
        Reindex(node, null);
        _byId.Remove(node.Id);
        if (node.Name is { } name) RemoveFrom(_byMesh, name.Mesh, node);
    }

    /// <summary>Looks the node's Dataplane up anew, unless those of its mesh are the same as the last time.</summary>
    public void Refresh(ConnectedNode node, StoreSnapshot store)
    {
        if (node.Name is not { } name) return;
        var dataplanes = store.Meshes.GetValueOrDefault(name.Mesh)?.Dataplanes;
        var token = dataplanes is null ? null : Sameness.Of(dataplanes);
        if (token == node.LookedUpIn) return;
        node.LookedUpIn = token;
        var dataplane = dataplanes?.GetValueOrDefault(name.Dataplane);
        if (ReferenceEquals(dataplane, node.Dataplane)) return;
        Reindex(node, dataplane);
        node.Proxy = dataplane is null ? null : Proxy.Of(dataplane);
        node.Rematch = true;
    }

    private void Reindex(ConnectedNode node, Dataplane? dataplane)
    {
        foreach (var service in ServicesOf(node.Dataplane)) RemoveFrom(_byService, (node.Dataplane!.Mesh, service), node);
        foreach (var service in ServicesOf(dataplane)) SetOf(_byService, (dataplane!.Mesh, service)).Add(node);
        foreach (var (key, value) in TagsOf(node.Dataplane)) RemoveFrom(_byTag, (node.Dataplane!.Mesh, key, value), node);
        foreach (var (key, value) in TagsOf(dataplane)) SetOf(_byTag, (dataplane!.Mesh, key, value)).Add(node);
    }

    private static IEnumerable<string> ServicesOf(Dataplane? dataplane) =>
        dataplane is null
            ? []
            : dataplane.Outbounds.Select(outbound => outbound.Tags.ServiceName).OfType<string>().Distinct(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> TagsOf(Dataplane? dataplane) =>
        dataplane?.TagSets.SelectMany(tags => tags) ?? [];

    private static HashSet<ConnectedNode> SetOf<TKey>(Dictionary<TKey, HashSet<ConnectedNode>> index, TKey key) where TKey : notnull
    {
        if (!index.TryGetValue(key, out var set)) index.Add(key, set = []);
        return set;
    }

    private static void RemoveFrom<TKey>(Dictionary<TKey, HashSet<ConnectedNode>> index, TKey key, ConnectedNode node) where TKey : notnull
    {
        if (index.TryGetValue(key, out var set) && set.Remove(node) && set.Count == 0) index.Remove(key);
    }
}
