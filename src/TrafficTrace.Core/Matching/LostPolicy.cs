using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Matching;

/// <summary>A policy that a proxy does not get; <see cref="Reason"/> is a sentence for the operator.</summary>
public sealed record LostPolicy(TrafficTracePolicy Policy, string Reason);
