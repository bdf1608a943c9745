namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record ResourceMetasAnswer(int Total, IReadOnlyList<ResourceMeta> Items);
