using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>A mesh in numbers.</summary>
internal static class MeshInsights
{
    private const string Unknown = "unknown";

    public static MeshInsightAnswer Of(MeshSnapshot mesh, LiveProxies live)
    {
        Dataplane[] all = [.. mesh.Dataplanes.Values];
        var (gateways, standard) = (all.Where(one => one.Gateway is not null).ToArray(), all.Where(one => one.Gateway is null).ToArray());
        var (count, services) = (live.Count(all), ServiceInsights.Names(mesh).Count());
        return new("MeshInsight", mesh.Name)
        {
            CreationTime = mesh.Mesh?.CreationTime,
            ModificationTime = mesh.Mesh?.ModificationTime,
            Dataplanes = count,
            Policies = Totals((ResourceKind.TrafficTrace, mesh.Policies.Count)),
            DpVersions = new(ByVersion(all, _ => Unknown, live), ByVersion(all, live.VersionOf, live)),
            Services = new(services, services),
            DataplanesByType = new(live.Count(standard), live.Count(gateways), live.Count(gateways)),
            Resources = Totals((ResourceKind.Dataplane, all.Length), (ResourceKind.TrafficTrace, mesh.Policies.Count)),
        };
    }

    private static Dictionary<string, CountAnswer> ByVersion(
        IEnumerable<Dataplane> dataplanes, Func<Dataplane, string> versionOf, LiveProxies live) =>
        dataplanes.GroupBy(versionOf, StringComparer.Ordinal).OrderBy(version => version.Key, StringComparer.Ordinal)
            .ToDictionary(version => version.Key, version => live.Count([.. version]));

    private static Dictionary<string, TotalAnswer> Totals(params (ResourceKind Kind, int Count)[] totals) =>
        totals.Where(total => total.Count > 0).ToDictionary(total => KindTable.Of(total.Kind).Name, total => new TotalAnswer(total.Count));
}
