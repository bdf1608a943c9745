namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record DataplaneName(string Mesh, string Name);
