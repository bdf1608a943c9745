using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Streaming;

/// <summary>One key of the cache: its snapshot and the streams under it. Written under the cache's lock, read by anyone.</summary>
internal sealed class SnapshotSlot(SnapshotKey key)
{
    private PublishedSnapshot? _published;

    public SnapshotKey Key { get; } = key;

    public PublishedSnapshot? Published
    {
        get => Volatile.Read(ref _published);
        set => Volatile.Write(ref _published, value);
    }

    public ImmutableArray<XdsStream> Streams { get; set; } = [];

    /// <summary>It is not in the cache any more; another one may stand under its key.</summary>
    public bool Removed { get; set; }

    public bool Unused => Streams.IsEmpty && Published is null;
}
