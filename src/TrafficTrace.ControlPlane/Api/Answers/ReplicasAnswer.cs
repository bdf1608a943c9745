namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record ReplicasAnswer(int Total, IReadOnlyList<ReplicaAnswer> Items);
