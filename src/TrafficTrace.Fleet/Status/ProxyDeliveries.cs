using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>Joins what a proxy is served with what its streams say, by content. Reads only, and wakes nobody.</summary>
public static class ProxyDeliveries
{
    /// <param name="fleet">Who is connected.</param>
    /// <param name="dataplane">Whose delivery is asked for.</param>
    /// <param name="revision">Of the store that says what it should have.</param>
    public static ProxyDelivery Of(FleetStatus fleet, Dataplane dataplane, long revision) =>
        Of(fleet, NodeName.Id(dataplane.Mesh, dataplane.Name), dataplane.Name, revision);

    /// <summary>The same of an overlay proxy, which is called as its node.</summary>
    public static ProxyDelivery Of(FleetStatus fleet, Proxy overlay, long revision) =>
        Of(fleet, overlay.Name, overlay.Name, revision) with { IsOverlay = true };

    /// <summary>What is said of a cell, whatever it should have by now.</summary>
    internal static ProxyDelivery Of(string name, ServedProxy served, bool isDue)
    {
        if (isDue) return ProxyDelivery.Computing(name);
        if (served.OnceAccepted is not { } accepted) return ProxyDelivery.Offline(name);
        if (served.Condition is { } condition) return ProxyDelivery.Pending(name, condition);
        if (accepted.Name != name) accepted = accepted with { Name = name }; // mostly it is the very same text
        return served.IsAccepted ? accepted : AsTypesTell(served, accepted);
    }

    /// <summary>Of whoever has the node id, here or elsewhere, under a name.</summary>
    internal static ProxyDelivery Of(FleetStatus fleet, string nodeId, string name, long revision) =>
        fleet.Elsewhere(nodeId) is var (peer, proxy)
            ? Elsewhere(fleet, peer, proxy) with { Name = name }
            : Here(fleet, nodeId, name, revision);

    /// <summary>The same as it is here, whoever else has it.</summary>
    public static ProxyDelivery Here(FleetStatus fleet, string nodeId, string name, long revision)
    {
        var lookedUpTo = fleet.LookedUpTo; // before the cell: what is due by then is marked there
        if (fleet.Find(nodeId) is not { } cell) return ProxyDelivery.Offline(name);
        var (isDue, served) = (cell.IsDue, cell.Served); // due first: it is served before it ceases to be
        return Of(name, served, isDue || (served.HasProxy && lookedUpTo < revision));
    }

    private static ProxyDelivery Elsewhere(FleetStatus fleet, PeerFleet peer, ProxySummary proxy)
    {
        if (peer.State == PeerState.Lost) return ProxyDelivery.Unknown(proxy.Node, peer.Since);
        return peer.LookedUpTo < fleet.JournalGiven
            ? ProxyDelivery.Pending(proxy.Node, peer.State == PeerState.Silent ? peer.Since : $"its replica {peer} is behind")
            : proxy.Delivery;
    }

    private static ProxyDelivery AsTypesTell(ServedProxy served, ProxyDelivery onceAccepted)
    {
        ImmutableArray<ProxyRejection> rejections = [];
        string? waitsFor = null;
        foreach (var open in served.Streams)
        {
            if (open.Stream.Observer) continue;
            if (open.Refuses is { } refused)
                rejections = rejections.Add(new(ResourceType.Cluster.ShortName, refused.Cluster.Name, refused.Reason, refused.Since));
            var (status, snapshot) = (open.Stream.Status, open.Stream.Snapshot);
            if (snapshot is null || status.Types.IsEmpty)
            {
                waitsFor ??= "it has not been sent anything yet";
                continue;
            }

            foreach (var type in status.Types)
            {
                var progress = type.ProgressTo(snapshot[type.Type]);
                if (progress == TypeProgress.Rejected) rejections = rejections.AddRange(Rejections(type, snapshot[type.Type]));
                if (progress == TypeProgress.Pending) waitsFor ??= $"it has not answered {type.Type.ShortName} yet";
            }

            if (open.Collector != CollectorState.InUse) waitsFor ??= "its traced listeners follow once it has accepted its collector";
        }

        if (!rejections.IsEmpty)
            return onceAccepted with { State = DeliveryState.Rejected, Why = "it rejects what it should have", Rejections = rejections };
        return waitsFor is null ? onceAccepted : onceAccepted with { State = DeliveryState.Pending, Why = waitsFor };
    }

    private static IEnumerable<ProxyRejection> Rejections(TypeStatus type, ResourceSet wanted) => type.Rejects(wanted).Select(
        rejected => new ProxyRejection(
            type.Type.ShortName, rejected.Blame.Name, NackText.Of(rejected.Rejection), rejected.Rejection.Time));
}
