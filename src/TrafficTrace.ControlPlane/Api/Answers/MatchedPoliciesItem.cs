namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Policies by kind, of the whole proxy.</summary>
internal sealed record MatchedPoliciesItem(string Type, IReadOnlyDictionary<string, IReadOnlyList<ResourceMeta>> MatchedPolicies);
