namespace TrafficTrace.Load.Proxies;

/// <summary>Which routes a listener asks for.</summary>
internal static class ListenerRoutes
{
    // Listener.filter_chains, FilterChain.filters, Filter.typed_config, Any.value, HttpConnectionManager.rds, Rds.route_config_name.
    private static readonly int[] Path = [3, 3, 4, 2, 3, 2];

    /// <summary>Name of the RDS resource of its first connection manager; empty when the listener holds its routes.</summary>
    public static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> any)
    {
        var found = ProtoReader.Find(any, 2);
        foreach (var field in Path) found = ProtoReader.Find(found, field);
        return found;
    }
}
