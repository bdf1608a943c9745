namespace TrafficTrace.Cli.Overlay;

/// <summary>Where the proxies of another control plane find this one: an IP address or a DNS name, and a port.</summary>
internal sealed record OverlayAddress(string Host, int Port);
