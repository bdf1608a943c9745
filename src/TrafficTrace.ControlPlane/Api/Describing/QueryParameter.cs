namespace TrafficTrace.ControlPlane.Api.Describing;

/// <summary>A parameter of the query that a path takes, for the description of the API.</summary>
internal sealed record QueryParameter(string Name, string Description);
