namespace TrafficTrace.Fleet.Status;

/// <summary>What other control planes tell, each by a reader of its own; empty where there are none. Who looks waits for nobody.</summary>
public sealed class PeerFleets
{
    private readonly Lock _writing = new();
    private readonly Action _tell;
    private volatile PeerFleet[] _all = [];

    internal PeerFleets(Action tell) => _tell = tell;

    /// <summary>In the order of their instances.</summary>
    public IReadOnlyCollection<PeerFleet> All => _all;

    /// <summary>Those that do not answer.</summary>
    public IEnumerable<PeerFleet> Missing => _all.Where(peer => peer.State != PeerState.Answers);

    /// <summary>In the place of what it has told before.</summary>
    public void Put(PeerFleet peer)
    {
        lock (_writing) _all = [.. Without(peer.Instance).Append(peer).OrderBy(one => one.Instance, StringComparer.Ordinal)];
        _tell();
    }

    public void Remove(string instance)
    {
        lock (_writing) _all = [.. Without(instance)];
        _tell();
    }

    /// <summary>Of those that have the proxy of a node, the one with its newest stream; null when none has it.</summary>
    internal PeerClaim? Find(string nodeId)
    {
        PeerClaim? found = null;
        foreach (var peer in _all)
        {
            if (peer.Proxies.GetValueOrDefault(nodeId) is not { HasProxy: true } proxy) continue;
            var claim = new PeerClaim(peer, proxy);
            if (found is not { } other || claim.Beats(other)) found = claim;
        }

        return found;
    }

    private IEnumerable<PeerFleet> Without(string instance) => _all.Where(peer => peer.Instance != instance);
}
