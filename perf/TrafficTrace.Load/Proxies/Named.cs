namespace TrafficTrace.Load.Proxies;

/// <summary>What a resource asks for by name.</summary>
internal static class Named
{
    /// <summary>Of a cluster its endpoints, of a listener its routes; empty for none.</summary>
    public static ReadOnlySpan<byte> By(XdsType type, ReadOnlySpan<byte> any) => type switch
    {
        XdsType.Cluster => ClusterEndpoints.NameOf(any),
        XdsType.Listener => ListenerRoutes.NameOf(any),
        _ => default,
    };

    /// <summary>The type of what is named; null for a type that names nothing.</summary>
    public static XdsType? TypeBy(XdsType type) => type switch
    {
        XdsType.Cluster => XdsType.Endpoint,
        XdsType.Listener => XdsType.Route,
        _ => null,
    };
}
