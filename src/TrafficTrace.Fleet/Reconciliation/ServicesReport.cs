using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Fleet.Reconciliation;

/// <summary>Tells what a change of a service means for the listeners of its callers.</summary>
internal static class ServicesReport
{
    public static void Say(ILogger log, StoreChange changes, StoreSnapshot older, StoreSnapshot newer)
    {
        var lines = new List<Action<ILogger>>();
        foreach (var (mesh, change) in changes.Meshes)
        {
            var (before, after) = (older.Meshes.GetValueOrDefault(mesh)?.Services, newer.Meshes.GetValueOrDefault(mesh)?.Services);
            foreach (var service in change.Services)
                lines.AddRange(Lines(mesh, before?.GetValueOrDefault(service), after?.GetValueOrDefault(service)));
        }

        Some.Say(lines, line => line(log), log.MoreServices);
    }

    private static IEnumerable<Action<ILogger>> Lines(string mesh, MeshService? before, MeshService? after)
    {
        if (before is null || after is null) yield break;
        if (before.Offered && !after.Offered) yield return log => log.ServiceGone(mesh, after.Name, after.Protocol);
        if (!before.Offered && after.Offered) yield return log => log.ServiceBack(mesh, after.Name);
        if (before.Protocol.IsHttp && !after.Protocol.IsHttp)
            yield return log => log.ServiceUntraceable(mesh, after.Name, after.Protocol, before.Protocol);
    }
}
