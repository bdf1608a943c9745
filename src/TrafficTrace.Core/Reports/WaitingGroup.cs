using System.Collections.Immutable;

namespace TrafficTrace.Core.Reports;

/// <summary>Proxies that have not accepted for one reason: the first names, and how many there are.</summary>
public sealed record WaitingGroup(string Why, ImmutableArray<string> Proxies, int Count);
