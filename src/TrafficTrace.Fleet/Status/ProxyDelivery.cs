using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>How one Dataplane, or overlay proxy, stands to what it should have now, over all its streams.</summary>
/// <param name="Name">Of the Dataplane; of an overlay proxy the node id.</param>
/// <param name="State">The first that holds: rejected, pending, accepted.</param>
/// <param name="Why">Why it is not accepted; null when it is.</param>
/// <param name="Rejections">What it rejects of what it should have.</param>
/// <param name="DrainsUntil">When the connections of its changed listeners are gone, about; null when none was changed.</param>
public sealed record ProxyDelivery(
    string Name, DeliveryState State, string? Why, ImmutableArray<ProxyRejection> Rejections, DateTimeOffset? DrainsUntil)
{
    /// <summary>It is connected in a way over which no secrets go, and its collector needs some.</summary>
    public bool WithoutSecrets { get; init; }

    /// <summary>Another control plane serves its listeners.</summary>
    public bool IsOverlay { get; init; }

    /// <summary>The oldest Envoy that it runs; null when it is not connected, or does not tell.</summary>
    public EnvoyVersion? Envoy { get; init; }

    /// <summary>When what its streams have shown of it ends first; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The control plane that has it, or had it last, does not answer.</summary>
    public static ProxyDelivery Unknown(string dataplane, string why) => new(dataplane, DeliveryState.Unknown, why, [], null);

    public static ProxyDelivery Offline(string dataplane) => new(dataplane, DeliveryState.Offline, "it is not connected", [], null);

    public static ProxyDelivery Computing(string dataplane) => Pending(dataplane, "its configuration is being made");

    public static ProxyDelivery Pending(string dataplane, string why) => new(dataplane, DeliveryState.Pending, why, [], null);
}
