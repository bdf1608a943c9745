namespace TrafficTrace.ControlPlane.Api.Describing;

/// <summary>A path takes documents as its body, for the description of the API.</summary>
internal sealed record TakesDocuments(string Description);
