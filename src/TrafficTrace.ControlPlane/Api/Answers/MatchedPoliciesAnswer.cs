namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The policies that a Dataplane has.</summary>
internal sealed record MatchedPoliciesAnswer(string Kind, int Total, IReadOnlyList<MatchedPoliciesItem> Items);
