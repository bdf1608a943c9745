namespace TrafficTrace.Load.Meshes;

/// <summary>
/// Size of a generated mesh. Proxy i is an instance of service i modulo <see cref="Services"/>; <see cref="Policies"/> counts
/// those that select one proxy each, beside the one for all. Backends are Zipkin's, or else <see cref="OpenTelemetry"/>'s. With
/// <see cref="Overlay"/> another control plane serves the proxies: there are no Dataplanes, and backends are external.
/// </summary>
internal sealed record MeshShape(
    int Proxies, int Services, int Outbounds, int Policies, int Backends, bool OpenTelemetry = false, bool Overlay = false)
{
    /// <summary>The proxy whose tracing the small policy changes.</summary>
    public int ChangedProxy => Proxies / 2;

    /// <summary>The service that gains and loses an endpoint.</summary>
    public int ChangedService => Services / 2;

    public int ServiceOf(int proxy) => proxy % Services;

    /// <summary>Services that a proxy reaches: spread evenly over all, and the same for no two neighbours.</summary>
    public IEnumerable<int> OutboundsOf(int proxy) =>
        Enumerable.Range(0, Outbounds).Select(step => (proxy + (proxy / Services) + 1 + (step * (Services / Outbounds))) % Services);

    public int UsersOf(int service) => Enumerable.Range(0, Proxies).Count(proxy => OutboundsOf(proxy).Contains(service));
}
