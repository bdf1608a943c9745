namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record AffectedDataplane(string Kind, DataplaneName Dataplane, IReadOnlyList<AttachmentAnswer> Attachments);
