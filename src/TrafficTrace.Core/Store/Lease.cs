namespace TrafficTrace.Core.Store;

/// <summary>
/// The right to do what one process at a time is to do, and the proof of it: a write that is made under a lease is refused as soon as
/// another process holds it.
/// </summary>
/// <param name="Name">What it is the right to.</param>
/// <param name="Term">The fence: counts up with every change of hands.</param>
public sealed record Lease(string Name, long Term);
