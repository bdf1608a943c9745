namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record TotalAnswer(int Total);
