namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary><see cref="InvalidParameter"/> as Kuma wrote it before 2.9.</summary>
internal sealed record ErrorCause(string Field, string Message);
