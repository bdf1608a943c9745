using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Translation.Routes;

namespace TrafficTrace.Translation.Explaining;

/// <summary>Says why a proxy is traced as it is, from the same values that it is served from.</summary>
public static class ProxyExplainer
{
    /// <param name="store">All that counts, and who says so.</param>
    /// <param name="node">The proxy.</param>
    /// <param name="connected">How it is served; where it has no stream, how it would be.</param>
    /// <returns>Without a connection, which the caller knows of. Null when there is no such Dataplane.</returns>
    public static ProxyExplanation? Explain(StoreSnapshot store, NodeName node, ConnectedProxy connected)
    {
        if (store.Meshes.GetValueOrDefault(node.Mesh) is not { } mesh) return null;
        if (mesh.Dataplanes.GetValueOrDefault(node.Dataplane) is not { } dataplane) return null;
        var proxy = Proxy.Of(dataplane);
        var match = PolicyMatcher.Explain(proxy, mesh.Policies.Values);
        var wanted = ProxyConfiguration.Of(mesh, proxy, match.Winner);
        var served = connected.CollectorRejected ? wanted.WithoutCollector() : wanted;
        return new ProxyExplanation(
            node.Mesh,
            node.Dataplane,
            match.Winner is { } winner ? ExplainedWinner.Of(winner, proxy, store.Layers) : null,
            [.. match.Lost.Select(lost => new ExplainedLoss(lost.Policy.Name, lost.Reason))],
            Backend(wanted.Tracing, store.Layers),
            Sampling(served.TracingBy(connected.Sampling), connected.Sampling, store.Layers),
            [.. ListenerReasons.Of(mesh, dataplane, served, connected.Sampling)],
            ExplainedConnection.Offline)
        {
            Without = [.. EnvoyNeed.Of(served.Tracing, connected.Envoy).Select(need => new ExplainedLack(need.Field, need.Text))],
        };
    }

    private static ExplainedBackend? Backend(EffectiveTracing tracing, Layers layers) =>
        tracing is { Collector: { } collector, BackendField: { } field }
            ? new(collector.Name, collector.Type, Source(tracing, field, layers))
            : null;

    private static ExplainedSampling Sampling(EffectiveTracing tracing, SamplingMode mode, Layers layers)
    {
        var via = mode == SamplingMode.Rtds ? SamplingVia.Rtds : SamplingVia.Listener;
        if (tracing is not { Collector: not null, BackendField: { } field }) return new(0, null, via);
        var routes = RouteTracing.Of(tracing);
        if (routes is not null) via = SamplingVia.Route;
        var sampling = tracing.SamplingInForce;
        var share = routes?.Default.Random ?? Share.Of(sampling);
        // The runtime layer and routes hold hundredths of a percent.
        var percent = via == SamplingVia.Listener ? sampling ?? 100 : share.TenThousandths / 100d;
        return new(percent, tracing.Override is { } over ? SourceOf(over, layers) : Sampled(tracing, field, layers), via)
        {
            FollowsParents = routes is not { ParentRoutes: true } || routes.Default.FollowsParents,
        };
    }

    // The policy's number counts over the backend's; a route holds the lower of what is said of all and of requests without a parent.
    private static FieldSource Sampled(EffectiveTracing tracing, string field, Layers layers)
    {
        var (policy, said) = (tracing.Policy!, tracing.Conf.Sampling);
        if (said.Random is { } random && random < (tracing.Sampling ?? 100))
            return new("conf.sampling.random", layers.OriginOf(policy.Key));
        return said.Overall is not null
            ? new("conf.sampling.overall", layers.OriginOf(policy.Key))
            : Source(tracing, $"{field}.sampling", layers);
    }

    private static FieldSource SourceOf(TracingOverride over, Layers layers) =>
        new(over.IsOff ? "off" : "sampling", layers.OriginOf(over.Key));

    private static FieldSource Source(EffectiveTracing tracing, string field, Layers layers) =>
        new(field, layers.OriginOf(tracing.Mesh!.Key));
}
