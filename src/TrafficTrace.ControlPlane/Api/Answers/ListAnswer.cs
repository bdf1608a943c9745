using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A page of resources: how many there are in all, and where the next page is; null after the last.</summary>
internal sealed record ListAnswer(int Total, IReadOnlyList<Resource> Items, string? Next);
