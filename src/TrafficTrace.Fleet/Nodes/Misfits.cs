using Microsoft.Extensions.Logging;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>
/// Ends the streams of a node that it may not have by what they have shown: its tags are known only now, or are others than before.
/// </summary>
internal static class Misfits
{
    /// <summary>Before the node is served: a stream that ends is sent nothing more.</summary>
    public static void End(ConnectedNode node, ILogger log)
    {
        if (node.Proxy is not { } proxy) return;
        foreach (var open in node.Streams)
        {
            if (open.TakeMisfit(proxy) is not { } misfit) continue;
            open.Stream.End(StreamEndCode.PermissionDenied, misfit);
            log.Misfit(node.Id, open.Stream.Address, misfit);
        }
    }
}
