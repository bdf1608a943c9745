using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// Which proxy a stream says that it is of: the Dataplane of its node id, else an overlay proxy where it can be no other. Of any other
/// node the id is all that is known. Pure.
/// </summary>
internal readonly record struct ClaimedProxy(string NodeId, Proxy? Known)
{
    public static ClaimedProxy Of(StreamStart start, StoreSnapshot store, OverlayProxies overlays) =>
        new(start.NodeId, DataplaneOf(start.NodeId, store) ?? (Variant.IsRuntimeAlone(start) ? overlays.Of(start.Node) : null));

    /// <summary>Why the identity is not that of this proxy; null when it may be.</summary>
    public string? Misfit(ProxyIdentity identity)
    {
        if (Known is not null) return identity.Misfit(Known);
        return NodeName.Parse(NodeId) is { } name ? identity.Misfit(name.Mesh, name.Dataplane) : identity.Misfit("", NodeId);
    }

    /// <summary>All that the identity demands can be seen.</summary>
    public bool Proves(ProxyIdentity identity) => Known is not null || identity.Tags.IsEmpty;

    private static Proxy? DataplaneOf(string nodeId, StoreSnapshot store) =>
        NodeName.Parse(nodeId) is { } name && store.Find(new(ResourceKind.Dataplane, name.Mesh, name.Dataplane)) is Dataplane dataplane
            ? Proxy.Of(dataplane)
            : null;
}
