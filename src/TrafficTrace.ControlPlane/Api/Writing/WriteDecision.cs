using TrafficTrace.ControlPlane.Api.Answers;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>Either what is done, or why nothing is.</summary>
internal sealed record WriteDecision(WritePlan? Plan, ApiError? Refusal);
