namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>A revision that somebody asks for: one of this instance, or else the first that has the journal up to a position.</summary>
internal sealed record SoughtRevision(long? Own, long Position);
