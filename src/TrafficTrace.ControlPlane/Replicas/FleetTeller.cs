using System.Collections.Immutable;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>What one peer is told over one connection: first of every node, then of those that are otherwise than it was told.</summary>
internal sealed class FleetTeller(FleetStatus fleet, ResourceStore store)
{
    /// <summary>Of a node: there may be as many as it has resources, and the first say why.</summary>
    public const int MostRejections = 100;

    private readonly Dictionary<string, ToldNode> _told = new(StringComparer.Ordinal);
    private (long Position, long Revision)? _sought;
    private long _lookedUpTo;
    private long _toldUpTo = -1;
    private long _look;
    private ImmutableSortedDictionary<string, string> _files = PeerFleet.NoFiles;
    private int _found;

    /// <summary>Whether the peer knows of no node.</summary>
    public bool IsEmpty => _told.Count == 0;

    /// <summary>All that is new, and last how far this control plane has looked; nothing where nothing is.</summary>
    /// <param name="evenNothing">That is said too: it shows that somebody is there.</param>
    public IEnumerable<FleetLine> News(bool evenNothing)
    {
        var upTo = LookedUpTo(); // before the cells: what is due by then is marked there
        var isNew = evenNothing || upTo != _toldUpTo;
        (_look, _found) = (_look + 1, 0);
        foreach (var cell in fleet.All)
        {
            if (!IsNew(cell)) continue;
            isNew = true;
            yield return new FleetLine { Proxy = Bounded(ProxySummary.Of(cell)) };
        }

        var files = FileDigests.Of(store.Current.Layers);
        if (!files.SequenceEqual(_files))
        {
            (_files, isNew) = (files, true);
            yield return new FleetLine { Files = files };
        }

        foreach (var node in TakeGone())
        {
            isNew = true;
            yield return new FleetLine { Gone = node };
        }

        if (isNew) yield return new FleetLine { UpTo = upTo };
        _toldUpTo = upTo;
    }

    private static ProxySummary Bounded(ProxySummary proxy) => proxy.Delivery.Rejections.Length <= MostRejections
        ? proxy
        : proxy with { Delivery = proxy.Delivery with { Rejections = proxy.Delivery.Rejections[..MostRejections] } };

    private bool IsNew(ProxyStatus cell)
    {
        if (cell.Served.Streams.IsEmpty) return false; // it was not served yet
        var told = _told.GetValueOrDefault(cell.NodeId);
        var isNew = told?.IsStill(cell) != true;
        if (isNew) _told[cell.NodeId] = told = new(cell); // before it is told: what changes meanwhile is seen at the next look
        told!.Look = _look;
        _found++;
        return isNew;
    }

    private string[] TakeGone()
    {
        if (_found == _told.Count) return [];
        string[] gone = [.. _told.Where(node => node.Value.Look != _look).Select(node => node.Key)];
        foreach (var node in gone) _told.Remove(node);
        return gone;
    }

    /// <summary>
    /// The position of the journal that the store had at a revision up to which the fleet has looked. One that is sought is sought until
    /// then, since the store goes on; and then the newest.
    /// </summary>
    private long LookedUpTo()
    {
        for (var sought = 0; sought < 2; sought++)
        {
            _sought ??= (fleet.JournalTaken, store.Current.Revision); // in this order: the revision has the position
            if (fleet.LookedUpTo < _sought.Value.Revision) break;
            (_lookedUpTo, _sought) = (_sought.Value.Position, null);
        }

        return _lookedUpTo;
    }
}
