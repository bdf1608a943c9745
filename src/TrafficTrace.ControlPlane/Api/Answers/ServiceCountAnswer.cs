namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>How many services there are; all of them are inside the mesh.</summary>
internal sealed record ServiceCountAnswer(int Total, int Internal);
