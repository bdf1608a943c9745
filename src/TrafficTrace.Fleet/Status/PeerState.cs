namespace TrafficTrace.Fleet.Status;

/// <summary>Whether another control plane tells of its proxies.</summary>
public enum PeerState
{
    /// <summary>It does.</summary>
    Answers,

    /// <summary>It has ceased to, a moment ago: its proxies are as it told last.</summary>
    Silent,

    /// <summary>It has ceased to for so long that nobody can say how its proxies are.</summary>
    Lost,
}
