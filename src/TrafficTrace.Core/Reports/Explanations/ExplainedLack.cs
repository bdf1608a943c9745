namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>A field of the policy that the Envoy of a proxy is too old for, and what that means.</summary>
public sealed record ExplainedLack(string Field, string Because);
