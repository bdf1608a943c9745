namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>What the proxy does not take. <see cref="Type"/> is short, as CDS; <see cref="Reason"/> is Envoy's own text, cut.</summary>
public sealed record ExplainedRejection(string Type, string Resource, string Reason);
