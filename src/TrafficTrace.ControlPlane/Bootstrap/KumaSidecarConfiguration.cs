namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>What <c>kuma-dp</c> does beside Envoy.</summary>
internal sealed record KumaSidecarConfiguration(KumaNetworking Networking, KumaMetrics Metrics);
