using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Threading.Channels;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Registration;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// From the streams' loops to the fleet loop. Nothing is computed here; the reader takes all that has come in and serves each node once.
/// An ACK does not go that way: who reads the status sees it in the stream. A stream has at most one NACK a response, so the queue is
/// bounded by the streams.
/// </summary>
public sealed class StreamHost(
    IProxyAuthentication authentication, RefusalReport refusals, BroughtDataplanes brought, ResourceStore store, OverlayProxies overlays,
    FleetStatus status)
    : IStreamHost
{
    // By this name "traffictrace dump" says that it is no proxy.
    private const string ObserverAgent = "traffictrace-dump";

    private readonly Channel<StreamEvent> _queue = Channel.CreateUnbounded<StreamEvent>();

    public async ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled)
    {
        var authenticated = await authentication.AuthenticateAsync(start, peer, cancelled);
        if (authenticated.Refusal is { } refusal) return Refuse(authenticated.Reason, refusal, start, peer);
        var identity = authenticated.Identity!;
        var observer = IsObserver(start);
        var isServedWhole = !observer && !Variant.IsRuntimeAlone(start); // else its listeners, and its Dataplane, are somebody else's
        var (kept, refused) = isServedWhole ? await brought.TakeAsync(start, peer, identity, cancelled) : (null, null);
        if (refused is not null)
        {
            refusals.Count(RefusalReason.Registration); // of each node the log was told
            return Admission.Refuse(refused.Code, refused.Text);
        }

        var claimed = ClaimedProxy.Of(start, store.Current, overlays);
        if (claimed.Misfit(identity) is { } misfit)
            return Refuse(RefusalReason.Misfit, new(StreamEndCode.PermissionDenied, misfit), start, peer);
        var variant = claimed.Proves(identity) ? Variant.Of(start).ToString() : Variant.Unproven;
        var confidential = !observer && IsConfidential(peer, identity);
        return new(variant, observer, SnapshotFollows: true, confidential) { Identity = identity, Ticket = kept };
    }

    /// <summary>The stream is of somebody who looks, as it says itself.</summary>
    public static bool IsObserver(StreamStart start) => start.Node.UserAgentName == ObserverAgent;

    private Admission Refuse(RefusalReason reason, StreamEnd end, StreamStart start, Peer peer)
    {
        refusals.Say(reason, start.NodeId, peer.Address, end.Text);
        return Admission.Refuse(end.Code, end.Text);
    }

    // A secret goes over plain text only where it stays on this machine, and elsewhere only to who is known.
    private static bool IsConfidential(Peer peer, ProxyIdentity identity) =>
        (peer.Address is { } address && IPAddress.IsLoopback(address)) || (peer.Encrypted && identity.Way != AuthenticationWay.None);

    public void Opened(XdsStream stream)
    {
        brought.Opened(stream);
        _queue.Writer.TryWrite(new(stream, StreamEventKind.Opened));
    }

    public void Closed(XdsStream stream)
    {
        brought.Closed(stream);
        _queue.Writer.TryWrite(new(stream, StreamEventKind.Closed));
    }

    public void Progressed(XdsStream stream, StreamStatus before)
    {
        if (Variant.IsTrial(stream.Key.Variant) || !stream.Status.HasRejectionsOf(before))
            _queue.Writer.TryWrite(new(stream, StreamEventKind.Progressed));
        status.Tell();
    }

    internal async Task WaitAsync(CancellationToken token) => await _queue.Reader.WaitToReadAsync(token);

    internal bool TryTake([MaybeNullWhen(false)] out StreamEvent next) => _queue.Reader.TryRead(out next);
}
