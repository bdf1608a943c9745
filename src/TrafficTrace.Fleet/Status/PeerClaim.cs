namespace TrafficTrace.Fleet.Status;

/// <summary>A node that another control plane has, and what that tells of it.</summary>
public readonly record struct PeerClaim(PeerFleet Peer, ProxySummary Proxy)
{
    private bool Answers => Peer.State == PeerState.Answers;

    /// <summary>Whoever answers has it rather than who does not; else it is where its newest stream is.</summary>
    internal bool Beats(PeerClaim other)
    {
        if (Answers != other.Answers) return Answers;
        if (Proxy.NewestStream != other.Proxy.NewestStream) return Proxy.NewestStream > other.Proxy.NewestStream;
        return string.CompareOrdinal(Peer.Instance, other.Peer.Instance) < 0;
    }

    /// <summary>Against this control plane, which has a stream of it that was let in at that time.</summary>
    internal bool Beats(DateTimeOffset own) => Answers && Proxy.NewestStream > own;
}
