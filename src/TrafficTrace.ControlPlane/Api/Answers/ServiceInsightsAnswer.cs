namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record ServiceInsightsAnswer(int Total, IReadOnlyList<ServiceInsightAnswer> Items, string? Next);
