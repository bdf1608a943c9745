using TrafficTrace.Core.Reports;

namespace TrafficTrace.Fleet.Status;

/// <summary>Whether other control planes have proxies that nothing can be told of.</summary>
internal static class ReplicasCondition
{
    /// <summary>Nothing while each answers.</summary>
    public static IEnumerable<Condition> Of(FleetStatus fleet)
    {
        PeerFleet[] missing = [.. fleet.Peers.Missing];
        if (missing.Length == 0) yield break;
        var reason = Array.Exists(missing, peer => peer.State == PeerState.Lost) ? PeerState.Lost : PeerState.Silent;
        yield return Condition.Is("Replicas", false, reason.ToString(), string.Join("; ", missing.Select(peer => peer.Told)));
    }
}
