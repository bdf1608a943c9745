using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Authentication;

/// <summary>Tells who opens a stream, from what the call and its connection bring. Whether that fits the node is not asked here.</summary>
public interface IProxyAuthentication
{
    ValueTask<Authenticated> AuthenticateAsync(StreamStart start, Peer peer, CancellationToken cancelled);
}
