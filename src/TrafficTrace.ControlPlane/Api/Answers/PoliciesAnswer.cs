namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record PoliciesAnswer(IReadOnlyList<PolicyKindAnswer> Policies);
