using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane;

/// <summary>What came of a command on a store: what it did or found, and what is wrong.</summary>
internal sealed record StoreReport(string Summary, ImmutableArray<string> Problems);
