namespace TrafficTrace.Tests.Cli;

/// <summary>MeshTraces of one mesh, as they are written.</summary>
public sealed record MeshTraceCase(string Documents);
