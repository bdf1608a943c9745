using Envoy.Api.Protos;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>What one variant of a node is to hold, and which of it is the collector cluster.</summary>
internal sealed record ProxySnapshot(Snapshot Snapshot, PackedResource? Collector);
