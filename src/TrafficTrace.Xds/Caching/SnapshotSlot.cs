using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Caching;

/// <summary>One key of the cache: its snapshot and who waits for it. Written under the cache's lock, read by anyone.</summary>
internal sealed class SnapshotSlot(SnapshotKey key)
{
    private PublishedSnapshot? _published;

    public SnapshotKey Key { get; } = key;

    public PublishedSnapshot? Published
    {
        get => Volatile.Read(ref _published);
        set => Volatile.Write(ref _published, value);
    }

    /// <summary>One mailbox a stream.</summary>
    public ImmutableArray<Mailbox> Waiting { get; set; } = [];

    /// <summary>It is not in the cache any more; another one may stand under its key.</summary>
    public bool Removed { get; set; }

    public bool Unused => Waiting.IsEmpty && Published is null;
}
