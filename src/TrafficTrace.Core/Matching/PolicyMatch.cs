using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>
/// The policy that a proxy gets, null when none selects it, and all others with the reason why they lost, ordered by name.
/// </summary>
public sealed record PolicyMatch(TrafficTracePolicy? Winner, ImmutableArray<LostPolicy> Lost);
