using Envoy.Config.Core.V3;

namespace TrafficTrace.Xds.Protocol;

/// <summary>What the first request of a stream said. Of the node what operators ask for is kept, and of many names the first.</summary>
public sealed record StreamStart(
    string NodeId, Node Node, string TypeUrl, IReadOnlyList<string> ResourceNames, bool Delta, bool Aggregated)
{
    /// <summary>The node as the client sent it, whatever its size: while the stream is admitted, and null from then on.</summary>
    public Node? Sent { get; init; }
}
