using System.Collections.Immutable;

namespace TrafficTrace.Core.Resources;

/// <summary>
/// A proxy and what it serves and reaches. <see cref="Address"/> is as written, an IP or a DNS name; in that case it is
/// <see cref="HostName"/> too, and the mesh's snapshot knows the IP.
/// </summary>
public sealed record Dataplane(string Mesh, string Name, string SpecJson) : Resource(Mesh, Name, SpecJson)
{
    public override ResourceKind Kind => ResourceKind.Dataplane;

    public required string Address { get; init; }

    /// <summary>Null when the address is an IP.</summary>
    public string? HostName { get; init; }

    /// <summary>Where others reach this proxy, when it is not where it binds.</summary>
    public string? AdvertisedAddress { get; init; }

    public ImmutableArray<Inbound> Inbounds { get; init; } = [];

    public ImmutableArray<Outbound> Outbounds { get; init; } = [];

    /// <summary>Tags of a delegated gateway; null for a proxy with inbounds.</summary>
    public TagSet? Gateway { get; init; }

    /// <summary>Whether an outbound leads to one of the services.</summary>
    public bool Reaches(IReadOnlySet<string> services)
    {
        foreach (var outbound in services.Count == 0 ? [] : Outbounds)
        {
            if (outbound.Tags.ServiceName is { } service && services.Contains(service)) return true;
        }

        return false;
    }

    /// <summary>What selectors are held against, one set at a time: outbounds and health never count (Kuma, dataplane matcher).</summary>
    public IEnumerable<TagSet> TagSets =>
        Gateway is null ? Inbounds.Select(inbound => inbound.Tags) : Inbounds.Select(inbound => inbound.Tags).Append(Gateway);
}
