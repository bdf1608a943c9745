using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Translation.Explaining;

/// <summary>Of each listener, whether it is traced and why.</summary>
internal static class ListenerReasons
{
    /// <summary>An inbound that has no service has no listener either.</summary>
    public static IEnumerable<ExplainedListener> Of(
        MeshSnapshot mesh, Dataplane dataplane, ProxyConfiguration configuration, SamplingMode mode)
    {
        var tracing = configuration.TracingBy(mode);
        var isServed = configuration.Address is not null;
        var traced = isServed ? ProxyPlan.Of(configuration, mode).TracedListeners.ToHashSet(StringComparer.Ordinal) : [];
        string[] causes =
        [
            .. isServed ? [] : new[] { $"the address '{dataplane.Address}' of its Dataplane does not resolve yet" },
            .. ProxyPlan.IsTraced(tracing, mode) ? [] : new[] { tracing.Because },
        ];
        return
        [
            .. dataplane.Inbounds.Where(inbound => inbound.Port != Inbound.ServicelessPort).Select(inbound => Listener(
                Names.InboundListener(inbound.Address ?? configuration.Address ?? dataplane.Address, inbound.Port),
                inbound.Protocol,
                Traceable.Obstacle(inbound),
                $"this listener speaks {inbound.Protocol.Word}")),
            .. dataplane.Outbounds.Select(outbound => Listener(
                Names.OutboundListener(outbound.Address, outbound.Port),
                configuration.ServiceOf(outbound)?.Protocol ?? Protocol.Unknown,
                Traceable.Obstacle(mesh, outbound),
                $"this listener goes to {Names.Service(outbound.Tags)}, which speaks {configuration.ServiceOf(outbound)?.Protocol.Word}")),
        ];

        ExplainedListener Listener(string name, Protocol protocol, string? obstacle, string speaks) =>
            traced.Contains(name)
                ? new(name, true, protocol.Word, $"{speaks}, and {tracing.Because}")
                : new(name, false, protocol.Word, Untraced(causes, obstacle));
    }

    private static string Untraced(IEnumerable<string> causes, string? obstacle) =>
        string.Join("; ", obstacle is null ? causes : causes.Append($"this listener {obstacle}"));
}
