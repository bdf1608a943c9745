using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Translation.Bootstraps;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Registration;

/// <summary>Takes the Dataplane that a stream brings, if it brings one, before the stream is let in.</summary>
public sealed class BroughtDataplanes(Registrar registrar, RegistrationTerms terms, TimeProvider time, ILogger<BroughtDataplanes> log)
{
    private readonly ToldNodes _told = new(time);

    /// <summary>The one that stands for the stream in the store, or why the stream is not let in; neither when it brings none.</summary>
    /// <param name="start">With the node as the client sent it.</param>
    /// <param name="peer">Who sends it.</param>
    /// <param name="identity">Who that is.</param>
    /// <param name="token">The client has left.</param>
    internal async ValueTask<(Dataplane? Kept, StreamEnd? Refusal)> TakeAsync(
        StreamStart start, Peer peer, ProxyIdentity identity, CancellationToken token)
    {
        if (start.Sent is not { } node || MetadataDataplane.Of(node, terms.Reader) is not { } brought) return (null, null);
        if (identity.Way == AuthenticationWay.None && !terms.FromUnknown)
        {
            if (_told.IsNews(start.NodeId)) log.NotTaken(start.NodeId);
            return (null, null);
        }

        var (kept, refusal) = Refusal(start, brought, identity) is { } early
            ? (null, early)
            : await registrar.ClaimAsync(new(brought.Dataplane!, new(peer.Address, identity.Name is not null)), token);
        if (refusal is not null && _told.IsNews(start.NodeId)) log.ClaimRefused(start.NodeId, refusal.Text);
        return (kept, refusal);
    }

    internal void Opened(XdsStream stream)
    {
        if (stream.Ticket is Dataplane brought) registrar.Opened(stream, brought);
    }

    internal void Closed(XdsStream stream)
    {
        if (stream.Ticket is Dataplane brought) registrar.Closed(stream, brought);
    }

    private static StreamEnd? Refusal(StreamStart start, MetadataDataplane brought, ProxyIdentity identity)
    {
        if (brought.Fault is { } fault)
        {
            return new(
                StreamEndCode.InvalidArgument,
                $"the Dataplane of '{new ClientText(start.NodeId)}' in node.metadata[\"{DataplaneMetadata.Field}\"] is refused: {fault}");
        }

        return identity.Misfit(Proxy.Of(brought.Dataplane!)) is { } misfit ? new(StreamEndCode.PermissionDenied, misfit) : null;
    }
}
