using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Streaming;

/// <summary>One key of the cache: its snapshot and the streams under it. Written under the cache's lock, read by anyone.</summary>
internal sealed class SnapshotSlot(SnapshotKey key)
{
    private Snapshot? _snapshot;

    public SnapshotKey Key { get; } = key;

    public Snapshot? Snapshot
    {
        get => Volatile.Read(ref _snapshot);
        set => Volatile.Write(ref _snapshot, value);
    }

    public ImmutableArray<XdsStream> Streams { get; set; } = [];

    public bool Unused => Streams.IsEmpty && Snapshot is null;
}
