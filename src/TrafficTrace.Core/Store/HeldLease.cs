namespace TrafficTrace.Core.Store;

/// <summary>A lease, and the instance that it belongs to.</summary>
public sealed record HeldLease(Lease Lease, string Holder);
