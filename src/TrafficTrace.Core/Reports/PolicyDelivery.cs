namespace TrafficTrace.Core.Reports;

/// <summary>A policy among those of a mesh.</summary>
public sealed record PolicyDelivery(string Name, PolicyOutcome Outcome, DeliveryOutcome Delivery);
