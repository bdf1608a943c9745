namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record MeshInsightsAnswer(int Total, IReadOnlyList<MeshInsightAnswer> Items, string? Next);
