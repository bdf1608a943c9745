namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>The documents are others: the newest revision, and what of each mesh changed since the event before.</summary>
internal sealed record RevisionEvent(string Revision, IReadOnlyList<ChangedMesh> Meshes);
