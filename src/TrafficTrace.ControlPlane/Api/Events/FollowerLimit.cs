namespace TrafficTrace.ControlPlane.Api.Events;

/// <summary>So many may follow events at once: each has a connection for as long as it likes.</summary>
internal sealed record FollowerLimit(long Most);
