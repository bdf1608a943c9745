using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Caching;

/// <summary>
/// A snapshot in force. <see cref="Revision"/> counts those of its key; <see cref="At"/> is a timestamp of the clock that measures.
/// </summary>
internal sealed record PublishedSnapshot(SnapshotKey Key, Snapshot Snapshot, long Revision, long At);
