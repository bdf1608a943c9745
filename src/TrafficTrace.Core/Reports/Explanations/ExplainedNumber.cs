namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>A number that is sent, in percent, and the field that says so.</summary>
public sealed record ExplainedNumber(double Percent, FieldSource From);
