namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What a node without a Dataplane says of its workload: selectors are held against the tags.</summary>
internal sealed record OverlayAnswer(string Mesh, string Dialect, IReadOnlyDictionary<string, string> Tags);
