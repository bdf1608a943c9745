using System.Globalization;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>What one Dataplane gets, as it is told at the start; "-" where there is nothing.</summary>
internal sealed record StartRow(string Dataplane, string Policy, string Backend, string Sampling, string TracedListeners)
{
    public static StartRow Of(MeshSnapshot mesh, Dataplane dataplane)
    {
        var configuration = ProxyConfiguration.Of(mesh, Proxy.Of(dataplane));
        var tracing = configuration.Tracing;
        return new StartRow(
            NodeName.Id(mesh.Name, dataplane.Name),
            tracing.Policy?.Name ?? "-",
            tracing.Collector?.Name ?? "-",
            tracing.Collector is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{tracing.Sampling ?? 100}%"),
            tracing.Collector is null ? "-" : string.Join(' ', configuration.TracedListeners));
    }
}
