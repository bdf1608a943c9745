using Microsoft.Extensions.Logging;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// Tells which proxies come and go. Of a proxy that comes back before the loop looked nothing is told, of an observer neither.
/// </summary>
internal sealed class Presence(TimeProvider time, ILogger log)
{
    /// <summary>So often at most the log says of a node that it is connected from two addresses.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    /// <summary>A stream of a proxy has opened; it is among the node's.</summary>
    public void Tell(ConnectedNode node, XdsStream stream)
    {
        var sampling = Variant.Of(stream.Start).Sampling;
        if (!node.ToldModes.Contains(sampling))
        {
            node.ToldModes = node.ToldModes.Add(sampling);
            log.NodeConnected(node.Id, sampling == SamplingMode.Rtds ? "rtds" : "listener (drains)");
        }

        var other = node.Streams.Find(open => !open.Stream.Observer && !Equals(open.Stream.Address, stream.Address));
        if (other is null || node.ToldAddressesAt + Quiet > time.GetUtcNow()) return;
        node.ToldAddressesAt = time.GetUtcNow();
        log.TwoAddresses(node.Id, other.Stream.Address, stream.Address);
    }

    /// <summary>A stream may have closed.</summary>
    public void TellEnd(ConnectedNode node)
    {
        if (node.ToldModes.IsEmpty || node.HasProxy) return;
        node.ToldModes = [];
        log.NodeGone(node.Id);
    }
}
