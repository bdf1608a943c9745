namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>How policies of a kind select, in terms of Kuma's newer ones.</summary>
internal sealed record KindPolicyAnswer(bool HasFromTargetRef, bool HasToTargetRef, bool IsTargetRef);
