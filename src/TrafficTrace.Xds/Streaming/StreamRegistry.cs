using System.Collections.Immutable;
using Grpc.Core;

namespace TrafficTrace.Xds.Streaming;

/// <summary>The open streams, and the limits on their number. A stream's state is its own, never its node's (xds R14).</summary>
internal sealed class StreamRegistry(XdsOptions options)
{
    private readonly Lock _index = new();
    private readonly SharedRoom _room = new(options.MaxStreams, options.MaxStreamsPerAddress);
    private readonly Dictionary<long, XdsStream> _streams = [];
    private readonly Dictionary<string, ImmutableArray<XdsStream>> _ofNode = new(StringComparer.Ordinal); // the oldest first

    /// <param name="stream">A new one.</param>
    /// <param name="refusals">Tells the client and the log where there is no room for it.</param>
    /// <returns>The stream that must end for this one; null when there is room for both.</returns>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: too many streams, in all, of this address or of this node.</exception>
    public XdsStream? Add(XdsStream stream, Refusals refusals)
    {
        lock (_index)
        {
            Take(stream, refusals);
            try
            {
                var displaced = stream.Observer ? null : AddToNode(stream, refusals);
                _streams.Add(stream.Id, stream);
                return displaced;
            }
            catch (RpcException)
            {
                _room.GiveBack(stream.Address, 1);
                throw;
            }
        }
    }

    public void Remove(XdsStream stream)
    {
        lock (_index)
        {
            if (!_streams.Remove(stream.Id)) return;
            _room.GiveBack(stream.Address, 1);
            if (!_ofNode.TryGetValue(stream.NodeId, out var ofNode)) return;
            var left = ofNode.Remove(stream);
            if (left.IsEmpty) _ofNode.Remove(stream.NodeId);
            else _ofNode[stream.NodeId] = left;
        }
    }

    public IReadOnlyList<XdsStream> All()
    {
        lock (_index) return [.. _streams.Values];
    }

    /// <summary>Those that are too old at this timestamp of the clock, and are not told to end yet.</summary>
    public IReadOnlyList<XdsStream> OldAt(long now)
    {
        List<XdsStream>? old = null;
        lock (_index)
        {
            foreach (var stream in _streams.Values)
            {
                if (stream.OldAt <= now && stream.Ended is null) (old ??= []).Add(stream);
            }
        }

        return old ?? [];
    }

    private void Take(XdsStream stream, Refusals refusals)
    {
        var answer = _room.TryTake(stream.Address, 1);
        if (answer == RoomAnswer.Full) throw refusals.TooManyStreams(stream.NodeId, options.MaxStreams);
        if (answer == RoomAnswer.FullForAddress)
            throw refusals.TooManyOfAddress(stream.NodeId, stream.Address, options.MaxStreamsPerAddress);
    }

    private XdsStream? AddToNode(XdsStream stream, Refusals refusals)
    {
        var ofNode = _ofNode.GetValueOrDefault(stream.NodeId, []);
        XdsStream? displaced = null;
        if (ofNode.Length >= options.MaxStreamsPerNode)
        {
            displaced = Displaced(ofNode, stream) ?? throw refusals.TooManyOfNode(stream.NodeId, ofNode.Length);
            ofNode = ofNode.Remove(displaced);
        }

        _ofNode[stream.NodeId] = ofNode.Add(stream);
        return displaced;
    }

    // The oldest of the other address that has the most, if that has more than the new one's: so nobody shuts a proxy out by opening
    // streams under its id, and nobody ends a proxy's streams by opening more.
    private static XdsStream? Displaced(ImmutableArray<XdsStream> ofNode, XdsStream stream)
    {
        var byAddress = ofNode.ToLookup(other => other.Address);
        var most = byAddress.Where(others => !Equals(others.Key, stream.Address)).MaxBy(others => others.Count());
        return most?.Count() > byAddress[stream.Address].Count() ? most.First() : null;
    }
}
