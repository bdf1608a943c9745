namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record OverviewsAnswer(int Total, IReadOnlyList<OverviewAnswer> Items, string? Next);
