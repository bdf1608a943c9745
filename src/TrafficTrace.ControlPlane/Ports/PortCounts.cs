namespace TrafficTrace.ControlPlane.Ports;

/// <summary>What became of the connections of a port, for who counts them.</summary>
internal sealed class PortCounts
{
    private long _open;
    private long _refused;
    private long _failedHandshakes;

    public long Open => Volatile.Read(ref _open);

    /// <summary>Closed at once since there were too many.</summary>
    public long Refused => Volatile.Read(ref _refused);

    public long FailedHandshakes => Volatile.Read(ref _failedHandshakes);

    public void Opened() => Interlocked.Increment(ref _open);

    public void Closed() => Interlocked.Decrement(ref _open);

    public void Refuse() => Interlocked.Increment(ref _refused);

    public void FailHandshake() => Interlocked.Increment(ref _failedHandshakes);
}
