using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What came of a write: its place in the history, null when nothing changed, and the store, which has it.</summary>
internal sealed record WriteOutcome(WriteDecision Decision, long? Position, StoreSnapshot Now);
