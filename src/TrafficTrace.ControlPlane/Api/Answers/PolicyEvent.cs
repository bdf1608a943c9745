using TrafficTrace.Core.Reports;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A policy stands otherwise than before; the rest is in its <c>_status</c>.</summary>
internal sealed record PolicyEvent(string Mesh, string Name, PolicyOutcome Outcome, DeliveryOutcome Delivery, ProxyCounts Proxies);
