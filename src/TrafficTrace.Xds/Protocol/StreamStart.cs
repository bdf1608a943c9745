using Envoy.Config.Core.V3;

namespace TrafficTrace.Xds.Protocol;

/// <summary>What the first request of a stream said. <see cref="Node"/> is without extensions, which are many and of no use here.</summary>
public sealed record StreamStart(string NodeId, Node Node, string TypeUrl, IReadOnlyList<string> ResourceNames, bool Delta, bool Aggregated);
