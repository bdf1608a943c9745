namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Something is worth saying of the documents, or is not any more.</summary>
internal sealed record FindingEvent(bool Over, FindingAnswer Finding);
