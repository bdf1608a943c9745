namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record WhoAmIAnswer(string Name, IReadOnlyList<string> Groups);
