namespace TrafficTrace.Cli.Status;

/// <summary>A policy in the status of its mesh.</summary>
internal sealed record PolicyLine(string Name, string? Outcome, string? Delivery);
