namespace TrafficTrace.Core.Resources;

/// <summary>Whose metadata: of the request, or of what Envoy chose for it.</summary>
public enum MetadataKind
{
    Request,
    Route,
    Cluster,
    Host,
}
