namespace TrafficTrace.Core.Resources;

/// <summary>
/// A service instance behind the proxy. <see cref="Address"/> is null where the dataplane's is meant; the workload listens
/// on <see cref="ServiceAddress"/> and <see cref="ServicePort"/> (defaults are filled in).
/// </summary>
public sealed record Inbound(string? Address, int Port, string ServiceAddress, int ServicePort, TagSet Tags, bool Ready)
{
    /// <summary>A port by which Kuma marks an inbound that has no service: no listener, no cluster, no endpoint.</summary>
    public const int ServicelessPort = 49151;

    public Protocol Protocol { get; } = ProtocolTag.Parse(Tags);
}
