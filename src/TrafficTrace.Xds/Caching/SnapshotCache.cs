using System.Collections.Immutable;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Xds.Caching;

/// <summary>
/// Key → newest snapshot, and the wake of the streams under it. A stream registers first and reads afterwards, so it may
/// see a snapshot twice but never misses one. The lock covers the index alone: nothing is written or computed under it.
/// </summary>
/// <param name="time">Measures how long a change takes to be accepted; the system's clock when left out.</param>
public sealed class SnapshotCache(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _index = new();
    private readonly Dictionary<SnapshotKey, SnapshotSlot> _slots = [];

    /// <summary>Puts a snapshot in force. One that equals the present one changes nothing and returns false.</summary>
    public bool Set(SnapshotKey key, Snapshot snapshot)
    {
        var slot = Find(key);
        var before = slot?.Published?.Snapshot;
        var shared = before is null ? snapshot : snapshot.Sharing(before);
        if (ReferenceEquals(shared, before)) return false;
        foreach (var mailbox in Replace(key, slot, shared)) mailbox.Signal();
        return true;
    }

    public Snapshot? Get(SnapshotKey key) => Find(key)?.Published?.Snapshot;

    /// <summary>Forgets a snapshot. Streams under it keep what they have, and are told nothing new.</summary>
    public void Remove(SnapshotKey key)
    {
        lock (_index)
        {
            if (!_slots.TryGetValue(key, out var slot)) return;
            slot.Published = null;
            RemoveUnused(slot);
        }
    }

    internal SnapshotSlot Attach(SnapshotKey key, Mailbox mailbox)
    {
        lock (_index)
        {
            var slot = SlotOf(key);
            slot.Waiting = slot.Waiting.Add(mailbox);
            return slot;
        }
    }

    internal void Detach(SnapshotSlot slot, Mailbox mailbox)
    {
        lock (_index)
        {
            slot.Waiting = slot.Waiting.Remove(mailbox);
            RemoveUnused(slot);
        }
    }

    private SnapshotSlot? Find(SnapshotKey key)
    {
        lock (_index) return _slots.GetValueOrDefault(key);
    }

    private ImmutableArray<Mailbox> Replace(SnapshotKey key, SnapshotSlot? slot, Snapshot snapshot)
    {
        lock (_index)
        {
            if (slot is null or { Removed: true }) slot = SlotOf(key);
            slot.Published = new PublishedSnapshot(key, snapshot, (slot.Published?.Revision ?? 0) + 1, _time.GetTimestamp());
            return slot.Waiting;
        }
    }

    private void RemoveUnused(SnapshotSlot slot)
    {
        if (slot.Removed || !slot.Unused) return;
        slot.Removed = true;
        _slots.Remove(slot.Key);
    }

    private SnapshotSlot SlotOf(SnapshotKey key)
    {
        if (!_slots.TryGetValue(key, out var slot)) _slots.Add(key, slot = new SnapshotSlot(key));
        return slot;
    }
}
