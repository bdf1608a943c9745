using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Threading.Channels;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// From the streams' loops to the fleet loop. Nothing is computed here; the reader takes all that has come in and serves each node once.
/// An ACK does not go that way: who reads the status sees it in the stream. A stream has at most one NACK a response, so the queue is
/// bounded by the streams.
/// </summary>
public sealed class StreamHost(FleetStatus status) : IStreamHost
{
    // By this name "traffictrace dump" says that it is no proxy.
    private const string ObserverAgent = "traffictrace-dump";

    private readonly Channel<StreamEvent> _queue = Channel.CreateUnbounded<StreamEvent>();

    public ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled)
    {
        var observer = start.Node.UserAgentName == ObserverAgent;
        // What leaves this machine in plain text may hold no secret.
        var confidential = !observer && (peer.Encrypted || (peer.Address is { } address && IPAddress.IsLoopback(address)));
        return ValueTask.FromResult(new Admission(Variant.Of(start).ToString(), observer, SnapshotFollows: true, confidential));
    }

    public void Opened(XdsStream stream) => _queue.Writer.TryWrite(new(stream, StreamEventKind.Opened));

    public void Closed(XdsStream stream) => _queue.Writer.TryWrite(new(stream, StreamEventKind.Closed));

    public void Progressed(XdsStream stream, StreamStatus before)
    {
        if (Variant.IsTrial(stream.Key.Variant) || !stream.Status.HasRejectionsOf(before))
            _queue.Writer.TryWrite(new(stream, StreamEventKind.Progressed));
        status.Tell();
    }

    internal async Task WaitAsync(CancellationToken token) => await _queue.Reader.WaitToReadAsync(token);

    internal bool TryTake([MaybeNullWhen(false)] out StreamEvent next) => _queue.Reader.TryRead(out next);
}
