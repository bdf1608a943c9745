using System.Collections.Immutable;

namespace TrafficTrace.Fleet.Status;

/// <summary>What other control planes tell, each by a reader of its own; empty where there are none. Who looks waits for nobody.</summary>
public sealed class PeerFleets
{
    private readonly Action _tell;
    private ImmutableDictionary<string, PeerFleet> _all = ImmutableDictionary.Create<string, PeerFleet>(StringComparer.Ordinal);

    internal PeerFleets(Action tell) => _tell = tell;

    public bool IsEmpty => Volatile.Read(ref _all).IsEmpty;

    /// <summary>In the order of their instances.</summary>
    public IEnumerable<PeerFleet> All => Volatile.Read(ref _all).Values.OrderBy(peer => peer.Instance, StringComparer.Ordinal);

    /// <summary>Those that do not answer, in the order of their instances.</summary>
    public IEnumerable<PeerFleet> Missing => All.Where(peer => peer.State != PeerState.Answers);

    /// <summary>In the place of what it has told before.</summary>
    public void Put(PeerFleet peer)
    {
        ImmutableInterlocked.AddOrUpdate(ref _all, peer.Instance, peer, (_, _) => peer);
        _tell();
    }

    public void Remove(string instance)
    {
        if (ImmutableInterlocked.TryRemove(ref _all, instance, out _)) _tell();
    }

    /// <summary>Of those that have the proxy of a node, the one with its newest stream; null when none has it.</summary>
    internal PeerClaim? Find(string nodeId)
    {
        PeerClaim? found = null;
        foreach (var (_, peer) in Volatile.Read(ref _all))
        {
            if (peer.Proxies.GetValueOrDefault(nodeId) is not { HasProxy: true } proxy) continue;
            var claim = new PeerClaim(peer, proxy);
            if (found is not { } other || claim.Beats(other)) found = claim;
        }

        return found;
    }
}
