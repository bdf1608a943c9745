using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Status;

/// <summary>
/// The cell of one connected node. What it is served is written by the fleet loop; how far each stream is stands in the stream itself
/// (<see cref="XdsStream.Status"/>) and is written by that stream's loop. Readers join the two by content and wake nobody.
/// </summary>
public sealed class ProxyStatus(string nodeId)
{
    private ServedProxy _served = ServedProxy.Nothing;
    private bool _isDue;

    public string NodeId { get; } = nodeId;

    public ServedProxy Served
    {
        get => Volatile.Read(ref _served);
        internal set => Volatile.Write(ref _served, value);
    }

    /// <summary>Something has happened that may concern the node, and it was not served since: <see cref="Served"/> is old.</summary>
    public bool IsDue
    {
        get => Volatile.Read(ref _isDue);
        internal set => Volatile.Write(ref _isDue, value);
    }
}
