using System.Collections.Concurrent;
using TrafficTrace.Core.Matching;

namespace TrafficTrace.Fleet.Status;

/// <summary>
/// The cells of all connected nodes. The fleet loop alone adds and removes them; anybody reads them, and may wait for news.
/// </summary>
public sealed class FleetStatus
{
    private readonly ConcurrentDictionary<string, ProxyStatus> _byNode = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ProxyStatus> _overlays = new(StringComparer.Ordinal); // not to look through all for few
    private TaskCompletionSource? _awaited;
    private IReadOnlyList<MeshRegistrations> _registrations = [];
    private long _lookedUpTo = -1;
    private long _journalGiven;
    private long _journalTaken;

    public FleetStatus() => Peers = new(Tell);

    /// <summary>
    /// Up to this revision of the store all nodes that it may concern are served, or marked as due. Of a newer one nobody can be called
    /// accepted yet.
    /// </summary>
    public long LookedUpTo => Volatile.Read(ref _lookedUpTo);

    /// <summary>The proxies of other control planes that share the store.</summary>
    public PeerFleets Peers { get; }

    /// <summary>
    /// Up to this position of the journal the store has all, or is about to take it in; of peers that have not looked so far nobody can be
    /// called accepted yet. The journal's reader alone writes it.
    /// </summary>
    public long JournalGiven
    {
        get => Volatile.Read(ref _journalGiven);
        set => Volatile.Write(ref _journalGiven, value);
    }

    /// <summary>Up to this position of the journal the store has all. The journal's reader alone writes it.</summary>
    public long JournalTaken
    {
        get => Volatile.Read(ref _journalTaken);
        set
        {
            Volatile.Write(ref _journalTaken, value);
            Tell();
        }
    }

    public ProxyStatus? Find(string nodeId) => _byNode.GetValueOrDefault(nodeId);

    /// <summary>In no order.</summary>
    public IEnumerable<ProxyStatus> All => _byNode.Select(cell => cell.Value); // unlike its values, neither locked nor copied

    /// <summary>
    /// The peer that has the proxy of a node; null when it is here, or nowhere. Of several that have it, as when it has just moved, its
    /// newest stream decides; whoever does not answer has it only as long as nobody else has.
    /// </summary>
    public PeerClaim? Elsewhere(string nodeId)
    {
        if (Peers.Find(nodeId) is not { } claim) return null;
        if (Find(nodeId)?.Served.NewestStream is not { } own) return claim;
        return claim.Beats(own) ? claim : null;
    }

    /// <summary>Those of the proxies that are <see cref="Elsewhere"/>, in no order.</summary>
    public IEnumerable<PeerClaim> AllElsewhere(Func<ProxySummary, bool> isAsked) =>
        from peer in Peers.All
        from proxy in peer.Proxies.Values
        where isAsked(proxy) && Elsewhere(proxy.Node) is { } claim && ReferenceEquals(claim.Proxy, proxy)
        select new PeerClaim(peer, proxy);

    /// <summary>How many proxies brought their Dataplanes, by mesh. The registrar alone writes it.</summary>
    public IReadOnlyList<MeshRegistrations> Registrations
    {
        get => Volatile.Read(ref _registrations);
        internal set
        {
            if (_registrations.SequenceEqual(value)) return;
            Volatile.Write(ref _registrations, value);
            Tell();
        }
    }

    /// <summary>All that are served as overlay proxies, and some that were; in no order.</summary>
    internal IEnumerable<ProxyStatus> MaybeOverlays => _overlays.Select(cell => cell.Value);

    /// <summary>The overlay proxies that are connected, in no order.</summary>
    public IEnumerable<Proxy> Overlays =>
        MaybeOverlays.Select(cell => cell.Served).Where(served => served.HasProxy).Select(served => served.Overlay).OfType<Proxy>();

    /// <summary>
    /// Completes at the next sign of anything new. Ask before looking, so that nothing is missed; while nobody asks it costs the fleet
    /// nothing.
    /// </summary>
    public Task NextChange()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _awaited, mine, null) ?? mine).Task;
    }

    internal void Add(ProxyStatus proxy) => _byNode[proxy.NodeId] = proxy;

    /// <summary>Before it is first served as an overlay proxy.</summary>
    internal void AddOverlay(ProxyStatus proxy) => _overlays[proxy.NodeId] = proxy;

    internal void Remove(ProxyStatus proxy)
    {
        _byNode.TryRemove(new(proxy.NodeId, proxy));
        _overlays.TryRemove(new(proxy.NodeId, proxy));
    }

    internal void HasLookedUpTo(long revision)
    {
        if (revision == _lookedUpTo) return;
        Volatile.Write(ref _lookedUpTo, revision);
        Tell();
    }

    /// <summary>Something is new: from the fleet loop and from the streams' loops.</summary>
    internal void Tell()
    {
        if (Volatile.Read(ref _awaited) is not null) Interlocked.Exchange(ref _awaited, null)?.SetResult();
    }
}
