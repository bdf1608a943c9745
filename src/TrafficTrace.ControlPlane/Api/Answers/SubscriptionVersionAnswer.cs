namespace TrafficTrace.ControlPlane.Api.Answers;

internal sealed record SubscriptionVersionAnswer(ProxyVersionAnswer Envoy);
