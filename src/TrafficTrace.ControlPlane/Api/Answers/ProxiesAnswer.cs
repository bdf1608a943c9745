namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record ProxiesAnswer(int Total, IReadOnlyList<ProxyAnswer> Items, string? Next);
