using System.Collections.Immutable;
using TrafficTrace.Core.Reports;

namespace TrafficTrace.Fleet.Status;

/// <summary>Proxies for which the same is to be said, together: who reads it looks for causes, not for each proxy.</summary>
internal static class DeliveryGroups
{
    /// <summary>The largest group first.</summary>
    public static ImmutableArray<RejectionGroup> Rejections(ImmutableArray<ProxyDelivery> deliveries) =>
    [
        .. from delivery in deliveries
           where !delivery.Rejections.IsEmpty // few have any
           from rejection in delivery.Rejections
           group (delivery.Name, rejection.Since) by (rejection.Reason, rejection.Type, rejection.Resource) into same
           let proxies = same.Select(one => one.Name).Distinct(StringComparer.Ordinal).ToArray()
           orderby proxies.Length descending, same.Key.Resource, same.Key.Reason
           select new RejectionGroup(
               same.Key.Reason,
               same.Key.Type,
               same.Key.Resource,
               [.. proxies.Take(SomeNames.Max)],
               proxies.Length,
               same.Min(one => one.Since)),
    ];

    /// <summary>Those that are pending, offline or unknown, the largest group first.</summary>
    public static ImmutableArray<WaitingGroup> Waiting(ImmutableArray<ProxyDelivery> deliveries) =>
    [
        .. from delivery in deliveries
           where delivery.State is DeliveryState.Pending or DeliveryState.Offline or DeliveryState.Unknown
           group delivery.Name by delivery.Why into same
           let proxies = same.ToArray()
           orderby proxies.Length descending, same.Key
           select new WaitingGroup(same.Key, [.. proxies.Take(SomeNames.Max)], proxies.Length),
    ];
}
