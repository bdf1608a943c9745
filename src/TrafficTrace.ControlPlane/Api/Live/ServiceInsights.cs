using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>Services in numbers: those that Dataplanes offer, gateways among them.</summary>
internal static class ServiceInsights
{
    /// <summary>In order of the names.</summary>
    public static SortedDictionary<string, List<LiveProxy>> ByService(IEnumerable<LiveProxy> proxies)
    {
        var services = new SortedDictionary<string, List<LiveProxy>>(StringComparer.Ordinal);
        foreach (var proxy in proxies)
        {
            foreach (var name in proxy.Dataplane.TagSets.Select(tags => tags.ServiceName).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                if (!services.TryGetValue(name, out var all)) services.Add(name, all = []);
                all.Add(proxy);
            }
        }

        return services;
    }

    public static ServiceInsightAnswer Of(string mesh, string name, IReadOnlyCollection<LiveProxy> proxies)
    {
        var (count, isGateway) = (LiveProxy.Count(proxies), proxies.All(proxy => proxy.Dataplane.Gateway is not null));
        return new("ServiceInsight", mesh, name, StatusOf(count), count)
        {
            ServiceType = isGateway ? "gateway_delegated" : null,
            AddressPort = isGateway ? null : $"{name}.mesh:80",
            Zones = [.. proxies.SelectMany(ZonesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private static string StatusOf(CountAnswer count)
    {
        if (count.Online + count.Unknown == 0) return "offline";
        return count.Online == count.Total ? "online" : "partially_degraded";
    }

    private static IEnumerable<string> ZonesOf(LiveProxy proxy) =>
        proxy.Dataplane.TagSets.Select(tags => tags.TryGetValue(TagSet.Zone, out var zone) ? zone : null).OfType<string>();
}
