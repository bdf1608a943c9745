namespace TrafficTrace.Xds.Protocol;

/// <summary>How many responses of a type a stream was sent, and how many of them the client accepted and rejected.</summary>
public readonly record struct ResponseCounts(int Sent, int Accepted, int Rejected)
{
    public static ResponseCounts operator +(ResponseCounts one, ResponseCounts other) =>
        new(one.Sent + other.Sent, one.Accepted + other.Accepted, one.Rejected + other.Rejected);
}
