namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The body of <c>POST /_keys</c>, before it is checked.</summary>
internal sealed record KeyRequest(string? Purpose);
