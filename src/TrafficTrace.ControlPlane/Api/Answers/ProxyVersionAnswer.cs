namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What a proxy says of its version; empty where it says nothing.</summary>
internal sealed record ProxyVersionAnswer(string Version);
