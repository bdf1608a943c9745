namespace TrafficTrace.Cli.Bootstrap;

/// <summary>All that differs between the bootstraps of two proxies. <see cref="XdsAddress"/> is an IP address or a DNS name.</summary>
internal sealed record BootstrapOptions(
    string Mesh,
    string Name,
    string Service,
    string XdsAddress,
    int XdsPort,
    int AdminPort,
    XdsApiType ApiType,
    bool Rtds,
    TimeSpan DrainTime);
