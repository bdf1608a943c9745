namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A file that can't be taken over, since when, and how many resources of its last good content are in force.</summary>
internal sealed record BrokenFileAnswer(string Path, DateTimeOffset Since, int ResourcesInForce, int Errors);
