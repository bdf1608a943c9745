using System.Collections.Immutable;

namespace TrafficTrace.Core.Reports;

/// <summary>Proxies that reject one resource for one reason: the first names, how many there are, since when the first does.</summary>
public sealed record RejectionGroup(
    string Reason, string Type, string Resource, ImmutableArray<string> Proxies, int Count, DateTimeOffset Since);
