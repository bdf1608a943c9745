using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Services;

/// <summary>From dataplanes to services.</summary>
internal static class ServiceIndex
{
    /// <summary>Services that a dataplane serves. A gateway serves none, nor does an inbound on the service-less port.</summary>
    public static IEnumerable<string> ServicesOf(Dataplane? dataplane) =>
        dataplane is null
            ? []
            : dataplane.Inbounds.Where(Serves).Select(inbound => inbound.Tags.ServiceName!).Distinct(StringComparer.Ordinal);

    /// <summary>Services that a dataplane has an outbound to; some more than once.</summary>
    public static IEnumerable<string> ServicesReachedBy(Dataplane? dataplane) =>
        dataplane is null ? [] : dataplane.Outbounds.Select(outbound => outbound.Tags.ServiceName).OfType<string>();

    /// <summary>
    /// A dataplane whose address is not resolved has no endpoint; its inbounds count for the protocol all the same, so
    /// that a DNS failure never turns an HCM into a TCP proxy.
    /// </summary>
    /// <param name="service">Its name.</param>
    /// <param name="instances">Those that serve it.</param>
    /// <param name="addressOf">The IP of one; null while its DNS name is not resolved.</param>
    public static MeshService Build(string service, IEnumerable<Dataplane> instances, Func<Dataplane, string?> addressOf)
    {
        // Sorting is stable: two proxies that claim one address and port keep the order of their names.
        var inbounds = instances.OrderBy(dataplane => dataplane.Name, StringComparer.Ordinal)
            .SelectMany(dataplane => dataplane.Inbounds, (Dataplane, Inbound) => (Dataplane, Inbound))
            .Where(pair => Serves(pair.Inbound) && pair.Inbound.Tags.ServiceName == service)
            .ToArray();
        return new(
            service,
            ProtocolInference.Fold(inbounds.Select(pair => pair.Inbound.Protocol)),
            [
                .. inbounds
                    .Select(pair => addressOf(pair.Dataplane) is { } address ? Endpoint(pair.Dataplane, address, pair.Inbound) : null)
                    .OfType<ServiceEndpoint>()
                    .OrderBy(endpoint => endpoint.Address, StringComparer.Ordinal)
                    .ThenBy(endpoint => endpoint.Port),
            ]);
    }

    private static ServiceEndpoint Endpoint(Dataplane dataplane, string address, Inbound inbound) => new(
        dataplane.AdvertisedAddress ?? inbound.Address ?? address, inbound.Port, inbound.Tags, inbound.Ready);

    private static bool Serves(Inbound inbound) => inbound.Port != Inbound.ServicelessPort && inbound.Tags.ServiceName is not null;
}
