namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>What newer releases of <c>kuma-dp</c> ask for: the bootstrap as bytes, and what to do besides, which is nothing.</summary>
internal sealed record KumaBootstrapAnswer(byte[] Bootstrap, KumaSidecarConfiguration KumaSidecarConfiguration);
