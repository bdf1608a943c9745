using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// The connected nodes: by id, by mesh, by their tags, and by the services that they reach. Touched by the fleet loop alone.
/// </summary>
internal sealed class ConnectedNodes(OverlayProxies overlays)
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

    /// <summary>
    /// Looks the node's Dataplane up anew, unless those of its mesh are the same as the last time. Without one it may be an overlay proxy.
    /// </summary>
    public void Refresh(ConnectedNode node, StoreSnapshot store)
    {
        var dataplane = DataplaneOf(node, store);
        var proxy = dataplane is null ? OverlayOf(node) : ReferenceEquals(dataplane, node.Dataplane) ? node.Proxy : Proxy.Of(dataplane);
        if (ReferenceEquals(proxy, node.Proxy)) return;
        Reindex(node, proxy);
        node.Proxy = proxy;
        node.Rematch = true;
    }

    private static Dataplane? DataplaneOf(ConnectedNode node, StoreSnapshot store)
    {
        if (node.Name is not { } name) return null;
        var dataplanes = store.Meshes.GetValueOrDefault(name.Mesh)?.Dataplanes;
        var token = dataplanes is null ? null : Sameness.Of(dataplanes);
        if (token == node.LookedUpIn) return node.Dataplane;
        node.LookedUpIn = token;
        return dataplanes?.GetValueOrDefault(name.Dataplane);
    }

    private Proxy? OverlayOf(ConnectedNode node)
    {
        if (node.RuntimeAlone is not { } stream) return null;
        var known = node.Proxy is { IsOverlay: true } ? node.Proxy : null;
        if (known is not null && ReferenceEquals(stream, node.OverlayBy)) return known;
        node.OverlayBy = stream;
        var told = overlays.Of(stream.Start.Node);
        return known is not null && IsSame(known, told) ? known : told;
    }

    // A proxy that comes back tells the same as a rule.
    private static bool IsSame(Proxy known, Proxy told) =>
        known.Mesh == told.Mesh && known.Dialect == told.Dialect && known.TagSets.SequenceEqual(told.TagSets);

    private void Reindex(ConnectedNode node, Proxy? proxy)
    {
        foreach (var service in ServicesOf(node.Dataplane)) RemoveFrom(_byService, (node.Dataplane!.Mesh, service), node);
        foreach (var service in ServicesOf(proxy?.Dataplane)) SetOf(_byService, (proxy!.Mesh, service)).Add(node);
        foreach (var (key, value) in TagsOf(node.Proxy)) RemoveFrom(_byTag, (node.Proxy!.Mesh, key, value), node);
        foreach (var (key, value) in TagsOf(proxy)) SetOf(_byTag, (proxy!.Mesh, key, value)).Add(node);
        if (OverlayMesh(node, node.Proxy) is { } left) RemoveFrom(_byMesh, left, node);
        if (OverlayMesh(node, proxy) is { } joined) SetOf(_byMesh, joined).Add(node);
    }

    // Under the mesh of its id a node stands in any case.
    private static string? OverlayMesh(ConnectedNode node, Proxy? proxy) =>
        proxy is { IsOverlay: true } && proxy.Mesh != node.Name?.Mesh ? proxy.Mesh : null;

    private static IEnumerable<string> ServicesOf(Dataplane? dataplane) =>
        dataplane is null
            ? []
            : dataplane.Outbounds.Select(outbound => outbound.Tags.ServiceName).OfType<string>().Distinct(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> TagsOf(Proxy? proxy) => proxy?.TagSets.SelectMany(tags => tags) ?? [];

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
