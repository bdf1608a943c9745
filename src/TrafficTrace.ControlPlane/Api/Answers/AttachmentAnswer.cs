namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Of what of a proxy a policy is; a TrafficTrace is of the whole, <c>dataplane</c>.</summary>
internal sealed record AttachmentAnswer(string Type);
