namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>No DNS server and no transparent proxying.</summary>
internal sealed record KumaNetworking(bool IsUsingTransparentProxy, byte[]? CorefileTemplate, string Address);
