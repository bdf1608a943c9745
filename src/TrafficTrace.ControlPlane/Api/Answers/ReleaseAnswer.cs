namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>How many proxies were let go.</summary>
internal sealed record ReleaseAnswer(int Released);
