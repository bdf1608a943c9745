using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>What one variant of a node is to hold, as translated and as served.</summary>
internal sealed record ProxySnapshot(EnvoyResources Resources, Snapshot Snapshot);
