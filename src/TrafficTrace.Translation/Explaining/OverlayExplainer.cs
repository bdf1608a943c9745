using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Store;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Translation.Explaining;

/// <summary>Says why an overlay proxy is steered as it is, from the same values that it is served from.</summary>
public static class OverlayExplainer
{
    /// <param name="store">All that counts, and who says so.</param>
    /// <param name="proxy">One that <see cref="Proxy.IsOverlay"/>.</param>
    /// <param name="connected">How it is served.</param>
    /// <returns>Without a connection, which the caller knows of.</returns>
    public static ProxyExplanation Explain(StoreSnapshot store, Proxy proxy, ConnectedProxy connected)
    {
        var mesh = store.MeshOf(proxy.Mesh);
        var match = PolicyMatcher.Explain(proxy, mesh.Policies.Values);
        var tracing = connected.Served(ProxyConfiguration.Of(mesh, proxy, match.Winner)).Tracing;
        var overlay = Overlay(proxy, tracing, store.Layers);
        return new ProxyExplanation(
            proxy.Mesh,
            proxy.Name,
            match.Winner is { } winner ? ExplainedWinner.Of(winner, proxy, store.Layers) : null,
            [.. match.Lost.Select(lost => new ExplainedLoss(lost.Policy.Name, lost.Reason))],
            Backend(tracing, store.Layers),
            new(overlay.Overall?.Percent ?? 100, overlay.Overall?.From, SamplingVia.Overlay),
            [],
            ExplainedConnection.Offline)
        {
            Overlay = overlay,
        };
    }

    private static ExplainedBackend? Backend(EffectiveTracing tracing, Layers layers) =>
        BackendResolution.BackendOf(tracing.Policy, tracing.Mesh) is { } backend && tracing.BackendField is { } field
            ? new(backend.Name, backend.Collector.Type, new(field, layers.OriginOf(tracing.Mesh!.Key)))
            : null;

    private static ExplainedOverlay Overlay(Proxy proxy, EffectiveTracing tracing, Layers layers)
    {
        var sampling = tracing.Overlay ?? OverlaySampling.Unsaid;
        return new(
            proxy.Dialect ?? "",
            proxy.TagSets.SelectMany(tags => tags).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Number(sampling.Overall, () => OverallFrom(tracing, layers)),
            Number(sampling.Random, () => Said(tracing, "conf.sampling.random", layers)),
            tracing.Because);
    }

    private static ExplainedNumber? Number(double? percent, Func<FieldSource> from) => percent is { } some ? new(some, from()) : null;

    private static FieldSource OverallFrom(EffectiveTracing tracing, Layers layers) =>
        tracing.Override is null && tracing.Conf.Sampling.Overall is null
            ? new($"{tracing.BackendField}.sampling", layers.OriginOf(tracing.Mesh!.Key))
            : Said(tracing, "conf.sampling.overall", layers);

    private static FieldSource Said(EffectiveTracing tracing, string field, Layers layers) => tracing.Override is { } over
        ? new(over.IsOff ? "off" : "sampling", layers.OriginOf(over.Key))
        : new(field, layers.OriginOf(tracing.Policy!.Key));
}
