namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record SourcesAnswer(string Revision, IReadOnlyList<SourceAnswer> Items);
