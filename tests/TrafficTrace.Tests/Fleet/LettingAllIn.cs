using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Fleet;

/// <summary>Takes whoever connects for one who has shown this.</summary>
internal sealed class LettingAllIn(ProxyIdentity? identity = null) : IProxyAuthentication
{
    public ValueTask<Authenticated> AuthenticateAsync(StreamStart start, Peer peer, CancellationToken cancelled) =>
        ValueTask.FromResult(Authenticated.As(identity ?? ProxyIdentity.Unknown));
}
