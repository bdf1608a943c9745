namespace TrafficTrace.Core.Resources;

/// <summary>The kinds that are served. Names are those of the documents: <c>type</c> (Universal) or <c>kind</c> (Kubernetes).</summary>
public enum ResourceKind
{
    Mesh,
    TrafficTrace,
    Dataplane,

    /// <summary>Of our own; the others are Kuma's.</summary>
    TracingOverride,
    TracingFreeze,
}
