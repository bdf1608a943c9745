using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>Who opens a stream, by the ways that the options allow.</summary>
internal sealed class ProxyAuthentication(ControlPlaneOptions options) : IProxyAuthentication
{
    public ValueTask<Authenticated> AuthenticateAsync(StreamStart start, Peer peer, CancellationToken cancelled) =>
        ValueTask.FromResult(options.XdsAuth.Contains(AuthenticationWay.None)
            ? Authenticated.As(ProxyIdentity.Unknown)
            : Authenticated.Refuse(StreamEndCode.Unauthenticated, "a proxy has to show who it is"));
}
