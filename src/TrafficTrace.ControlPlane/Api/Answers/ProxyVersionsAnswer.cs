namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>Proxies by version; <c>unknown</c> where none is connected. No proxy runs Kuma's own <c>kuma-dp</c>.</summary>
internal sealed record ProxyVersionsAnswer(
    IReadOnlyDictionary<string, CountAnswer> KumaDp, IReadOnlyDictionary<string, CountAnswer> Envoy);
