using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Envoy.Api.Protos;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>
/// From the streams' loops to the reconcile loop. Nothing is computed here; the reader takes all that has come in and serves
/// each node once. A stream has at most one NACK a response, so the queue is bounded by the streams.
/// </summary>
internal sealed class StreamHost : IStreamHost
{
    // By this name "traffictrace dump" says that it is no proxy.
    private const string ObserverAgent = "traffictrace-dump";

    private readonly Channel<StreamEvent> _queue = Channel.CreateUnbounded<StreamEvent>();

    public Admission Admit(StreamStart start) =>
        new(Variant.Of(start).ToString(), Observer: start.Node.UserAgentName == ObserverAgent, SnapshotFollows: true);

    public void Opened(XdsStream stream) => _queue.Writer.TryWrite(new(stream, Closed: false));

    public void Closed(XdsStream stream) => _queue.Writer.TryWrite(new(stream, Closed: true));

    public void Rejected(XdsStream stream, Rejection rejection) => _queue.Writer.TryWrite(new(stream, Closed: false, rejection));

    public void Recovered(XdsStream stream, Recovery recovery) => _queue.Writer.TryWrite(new(stream, Closed: false, Recovery: recovery));

    public void Accepted(XdsStream stream, PackedResource resource) =>
        _queue.Writer.TryWrite(new(stream, Closed: false, Accepted: resource));

    public async Task WaitAsync(CancellationToken token) => await _queue.Reader.WaitToReadAsync(token);

    public bool TryTake([MaybeNullWhen(false)] out StreamEvent next) => _queue.Reader.TryRead(out next);
}
