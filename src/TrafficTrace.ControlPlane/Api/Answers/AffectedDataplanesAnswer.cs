namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The Dataplanes that have a policy.</summary>
internal sealed record AffectedDataplanesAnswer(int Total, IReadOnlyList<AffectedDataplane> Items);
