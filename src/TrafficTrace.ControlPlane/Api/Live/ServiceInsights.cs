using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>Services in numbers: those that Dataplanes offer, gateways among them.</summary>
internal static class ServiceInsights
{
    /// <summary>In order.</summary>
    public static IEnumerable<string> Names(MeshSnapshot mesh) =>
        mesh.Dataplanes.Values.SelectMany(NamesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Null when no Dataplane offers it.</summary>
    public static ServiceInsightAnswer? Of(MeshSnapshot mesh, string name, LiveProxies live)
    {
        Dataplane[] all = [.. mesh.Dataplanes.Values.Where(dataplane => NamesOf(dataplane).Contains(name))];
        if (all.Length == 0) return null;
        var (count, isGateway) = (live.Count(all), all.All(dataplane => dataplane.Gateway is not null));
        return new("ServiceInsight", mesh.Name, name, StatusOf(count), count)
        {
            ServiceType = isGateway ? "gateway_delegated" : null,
            AddressPort = isGateway ? null : $"{name}.mesh:80",
            Zones = [.. all.SelectMany(ZonesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private static string StatusOf(CountAnswer count)
    {
        if (count.Online == 0) return "offline";
        return count.Offline == 0 ? "online" : "partially_degraded";
    }

    private static IEnumerable<string> NamesOf(Dataplane dataplane) => dataplane.TagSets.Select(tags => tags.ServiceName).OfType<string>();

    private static IEnumerable<string> ZonesOf(Dataplane dataplane) =>
        dataplane.TagSets.Select(tags => tags.TryGetValue(TagSet.Zone, out var zone) ? zone : null).OfType<string>();
}
