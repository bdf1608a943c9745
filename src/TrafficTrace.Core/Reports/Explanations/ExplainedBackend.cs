namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>Where a proxy's spans go. <see cref="Type"/> is as documents have it; <see cref="From"/> is the field of the Mesh.</summary>
public sealed record ExplainedBackend(string Name, string Type, FieldSource From);
