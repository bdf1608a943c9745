namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>One resource of a write; <see cref="Diff"/> is unified text of what its YAML was and is.</summary>
internal sealed record HistoryChange(string Kind, string Mesh, string Name, string Diff);
