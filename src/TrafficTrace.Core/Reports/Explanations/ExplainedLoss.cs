namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>A policy of the mesh that a proxy does not get.</summary>
public sealed record ExplainedLoss(string Policy, string Because);
