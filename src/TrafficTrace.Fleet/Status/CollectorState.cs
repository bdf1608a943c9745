namespace TrafficTrace.Fleet.Status;

/// <summary>What a stream gets of its collector: a rejected one costs tracing, never traffic.</summary>
public enum CollectorState
{
    /// <summary>The cluster, and listeners that trace to it.</summary>
    InUse,

    /// <summary>
    /// The cluster, beside untraced listeners: it was rejected for a reason that can pass, or is another than the one that was
    /// rejected. The traced listeners follow its ACK.
    /// </summary>
    Offered,

    /// <summary>Untraced listeners, and no cluster: it was rejected for good, and may have kept others from being taken.</summary>
    Absent,
}
