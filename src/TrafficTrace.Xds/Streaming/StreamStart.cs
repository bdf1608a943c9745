using Envoy.Config.Core.V3;

namespace TrafficTrace.Xds.Streaming;

/// <summary>What the first request of a stream said. <see cref="Node"/> is without extensions, which are many and of no use here.</summary>
public sealed record StreamStart(string NodeId, Node Node, string TypeUrl, IReadOnlyList<string> ResourceNames, bool Delta, bool Aggregated)
{
    /// <summary>
    /// True for <c>traffictrace dump</c>, which looks at what a proxy would get: it counts in no status and in no limit of a node.
    /// </summary>
    public bool Observer => Node.UserAgentName == "traffictrace-dump";
}
