using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>Tells of a proxy, once a day, that what it has shown expires within a week, or has while it stays connected.</summary>
internal sealed class ExpiryWarnings(ILogger log)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    private Dictionary<string, DateTimeOffset> _toldAt = new(StringComparer.Ordinal); // of those that expire, by node

    public void Tell(IEnumerable<XdsStream> streams, DateTimeOffset now)
    {
        var toldAt = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var stream in streams)
        {
            if (ProxyIdentity.Of(stream).ExpiresAt is not { } at || at - ProxyIdentity.ExpiresSoon > now) continue;
            if (toldAt.ContainsKey(stream.NodeId)) continue;
            toldAt[stream.NodeId] = _toldAt.TryGetValue(stream.NodeId, out var told) && told + Quiet > now ? told : now;
            if (toldAt[stream.NodeId] == now) Tell(stream, at, now);
        }

        _toldAt = toldAt; // who has a new one is told of again when that expires
    }

    private void Tell(XdsStream stream, DateTimeOffset at, DateTimeOffset now)
    {
        if (at > now) log.Expires(stream.NodeId, at);
        else log.HasExpired(stream.NodeId, at);
    }
}
