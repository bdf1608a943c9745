using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>A mesh in numbers.</summary>
internal static class MeshInsights
{
    public static MeshInsightAnswer Of(MeshSnapshot mesh, LiveProxies live)
    {
        LiveProxy[] all = [.. mesh.Dataplanes.Values.Select(live.Of)];
        var gateways = LiveProxy.Count(Array.FindAll(all, proxy => proxy.Dataplane.Gateway is not null));
        var services = ServiceInsights.ByService(all).Count;
        return new("MeshInsight", mesh.Name)
        {
            CreationTime = mesh.WrittenMesh?.CreationTime,
            ModificationTime = mesh.WrittenMesh?.ModificationTime,
            Dataplanes = LiveProxy.Count(all),
            Policies = Totals((ResourceKind.TrafficTrace, mesh.WrittenPolicies.Count)),
            DpVersions = new(By(all, _ => LiveProxies.Unknown), By(all, proxy => proxy.Version)),
            Services = new(services, services),
            DataplanesByType = new(LiveProxy.Count(Array.FindAll(all, proxy => proxy.Dataplane.Gateway is null)), gateways, gateways),
            Resources = Totals((ResourceKind.Dataplane, all.Length), (ResourceKind.TrafficTrace, mesh.WrittenPolicies.Count)),
        };
    }

    private static Dictionary<string, CountAnswer> By(IEnumerable<LiveProxy> proxies, Func<LiveProxy, string> versionOf) =>
        proxies.GroupBy(versionOf, StringComparer.Ordinal).OrderBy(version => version.Key, StringComparer.Ordinal)
            .ToDictionary(version => version.Key, version => LiveProxy.Count([.. version]));

    private static Dictionary<string, TotalAnswer> Totals(params (ResourceKind Kind, int Count)[] totals) =>
        totals.Where(total => total.Count > 0).ToDictionary(total => KindTable.Of(total.Kind).Name, total => new TotalAnswer(total.Count));
}
