namespace TrafficTrace.Load.Proxies;

/// <summary>The discovery types of a proxy, in the order in which Envoy asks for them.</summary>
internal enum XdsType
{
    Runtime,
    Cluster,
    Endpoint,
    Listener,
    Route,
}
