namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record KindsAnswer(IReadOnlyList<KindAnswer> Resources);
