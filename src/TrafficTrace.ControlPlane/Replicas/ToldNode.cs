using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>What a node was made of when a peer was told of it: whether that is another now is a comparison of references.</summary>
internal sealed class ToldNode
{
    private readonly bool _isDue;
    private readonly ServedProxy _served;
    private readonly (StreamStatus Status, Snapshot? Snapshot)[] _streams;

    public ToldNode(ProxyStatus cell)
    {
        (_isDue, _served) = (cell.IsDue, cell.Served);
        _streams = [.. _served.Streams.Select(open => (open.Stream.Status, open.Stream.Snapshot))];
    }

    /// <summary>The number of the look that found it last.</summary>
    public long Look { get; set; }

    public bool IsStill(ProxyStatus cell)
    {
        if (cell.IsDue != _isDue || !ReferenceEquals(cell.Served, _served)) return false;
        for (var i = 0; i < _streams.Length; i++)
        {
            var stream = _served.Streams[i].Stream;
            var (status, snapshot) = _streams[i];
            if (!ReferenceEquals(stream.Status, status) || !ReferenceEquals(stream.Snapshot, snapshot)) return false;
        }

        return true;
    }
}
