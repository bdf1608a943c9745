using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Services;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Reconciliation;

/// <summary>Tells what a change of a service means for the listeners of its callers.</summary>
internal static class ServicesReport
{
    public static void Say(ILogger log, StoreChange changes, StoreSnapshot older, StoreSnapshot newer)
    {
        foreach (var (mesh, change) in changes.Meshes)
        {
            var (before, after) = (older.Meshes.GetValueOrDefault(mesh)?.Services, newer.Meshes.GetValueOrDefault(mesh)?.Services);
            foreach (var service in change.Services) Say(log, mesh, before?.GetValueOrDefault(service), after?.GetValueOrDefault(service));
        }
    }

    private static void Say(ILogger log, string mesh, MeshService? before, MeshService? after)
    {
        if (before is null || after is null) return;
        if (before.Offered && !after.Offered) log.ServiceGone(mesh, after.Name, after.Protocol);
        if (!before.Offered && after.Offered) log.ServiceBack(mesh, after.Name);
        if (before.Protocol.IsHttp && !after.Protocol.IsHttp) log.ServiceUntraceable(mesh, after.Name, after.Protocol, before.Protocol);
    }
}
