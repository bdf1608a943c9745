using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Cli.Migrating;

/// <summary>What of a proxy is served on purpose otherwise than Kuma 2.9 serves it.</summary>
internal static class KumaDifferences
{
    /// <param name="mesh">The proxy's mesh.</param>
    /// <param name="dataplane">The proxy.</param>
    /// <param name="collector">Where its spans go; null for an untraced one.</param>
    /// <param name="hasRoutes">Whether there is a TrafficRoute.</param>
    public static IEnumerable<string> Of(MeshSnapshot mesh, Dataplane dataplane, Collector? collector, bool hasRoutes)
    {
        if (collector is ZipkinCollector { Url.Https: true, Tls: { Verify: true } tls })
        {
            yield return $"its https collector is verified, with {tls.CaFile} on the proxy; Kuma verifies nothing, as "
                + "conf.tls.verify: false does";
        }

        if (collector is not null && !hasRoutes && dataplane.Outbounds.Any(outbound => SpeaksHttp(mesh, outbound)))
            yield return "its outbounds are traced too; Kuma 2.9 does that only with a TrafficRoute, and the export has none";
        if (dataplane.Inbounds.Any(inbound => inbound.Protocol == Protocol.Kafka))
            yield return "its Kafka traffic passes as TCP, without statistics of Kafka";
    }

    private static bool SpeaksHttp(MeshSnapshot mesh, Outbound outbound) =>
        mesh.Services.TryGetValue(outbound.Tags.ServiceName ?? "", out var service) && service.Protocol.IsHttp;
}
