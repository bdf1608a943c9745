namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>Whose metrics are joined with Envoy's: nobody's.</summary>
internal sealed record KumaMetrics(IReadOnlyList<string> Aggregate);
