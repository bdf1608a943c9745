namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>How many there are, and the first of them.</summary>
internal sealed record CountedNames(int Count, IReadOnlyList<string> Names);
