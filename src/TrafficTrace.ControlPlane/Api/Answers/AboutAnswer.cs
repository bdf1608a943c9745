namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What answers, as Kuma's clients ask for it before anything else.</summary>
internal sealed record AboutAnswer(string Product, string Version, string InstanceId, string ClusterId, string BasedOnKuma);
