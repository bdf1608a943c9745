namespace TrafficTrace.Cli.Status;

internal sealed record StatusCondition(string Type, string Status, string Reason, string Message);
