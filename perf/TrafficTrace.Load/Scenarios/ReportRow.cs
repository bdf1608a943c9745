namespace TrafficTrace.Load.Scenarios;

/// <summary>One figure of a report: server → its values, in the order in which they were taken.</summary>
internal sealed record ReportRow(string Scenario, string Figure, Dictionary<string, List<double>> Values);
