namespace TrafficTrace.Xds.Resources;

/// <summary>Who a snapshot is for: a node, and which of the node's variants. What a variant means is the host's affair.</summary>
public readonly record struct SnapshotKey(string NodeId, string Variant);
