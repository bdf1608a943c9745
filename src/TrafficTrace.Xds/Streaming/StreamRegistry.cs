using Grpc.Core;

namespace TrafficTrace.Xds.Streaming;

/// <summary>The open streams, and the limits on their number. A stream's state is its own, never its node's (xds R14).</summary>
internal sealed class StreamRegistry(XdsOptions options)
{
    private readonly Lock _index = new();
    private readonly Dictionary<long, XdsStream> _streams = [];
    private readonly Dictionary<string, int> _perNode = new(StringComparer.Ordinal);

    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: too many streams, in all or of this node.</exception>
    public void Add(XdsStream stream)
    {
        lock (_index)
        {
            if (_streams.Count >= options.MaxStreams) throw Exhausted($"{options.MaxStreams} streams are open, which is the limit");
            var ofNode = _perNode.GetValueOrDefault(stream.NodeId);
            if (ofNode >= options.MaxStreamsPerNode && !stream.Observer)
                throw Exhausted($"{ofNode} streams of node '{stream.NodeId}' are open, which is the limit");
            _streams.Add(stream.Id, stream);
            if (!stream.Observer) _perNode[stream.NodeId] = ofNode + 1;
        }
    }

    public void Remove(XdsStream stream)
    {
        lock (_index)
        {
            if (!_streams.Remove(stream.Id) || stream.Observer) return;
            if (--_perNode[stream.NodeId] == 0) _perNode.Remove(stream.NodeId);
        }
    }

    public IReadOnlyList<XdsStream> All()
    {
        lock (_index) return [.. _streams.Values];
    }

    private static RpcException Exhausted(string message) => new(new Status(StatusCode.ResourceExhausted, message));
}
