namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What became of one resource: <c>created</c>, <c>updated</c>, <c>unchanged</c> or <c>deleted</c>.</summary>
internal sealed record ChangeAnswer(string Kind, string Mesh, string Name, string Action);
