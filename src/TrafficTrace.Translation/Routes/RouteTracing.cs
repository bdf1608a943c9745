using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Tracers;

namespace TrafficTrace.Translation.Routes;

/// <summary>
/// How the routes of a proxy trace: rules first, then all else. Made of what may change without a drain, so no listener depends on it.
/// </summary>
/// <param name="Rules">The first that matches counts.</param>
/// <param name="Default">Of what no rule matches.</param>
/// <param name="ParentRoutes">Sampled parents need routes of their own, see <see cref="Tracer.FollowsParentsByRoute"/>.</param>
internal sealed record RouteTracing(ValueList<RuleRoute> Rules, RouteSampling Default, bool ParentRoutes)
{
    // Each route table of a proxy is looked up by it, so it is hashed once a proxy. No setters: a copy would keep the hash.
    private readonly int _hash = HashCode.Combine(Rules, Default, ParentRoutes);

    public ValueList<RuleRoute> Rules { get; } = Rules;

    public RouteSampling Default { get; } = Default;

    public bool ParentRoutes { get; } = ParentRoutes;

    /// <summary>Null where the listeners hold the routes, and the number is the runtime layer's or theirs.</summary>
    public static RouteTracing? Of(EffectiveTracing tracing)
    {
        if (tracing.Collector is not { } collector || !IsNeeded(tracing, collector)) return null;
        var parents = Tracer.Of(collector).FollowsParentsByRoute;
        var conf = tracing.Conf;
        if (tracing.Override is { } over) return Overridden(conf, over, parents);
        return new(
            [.. conf.Rules.Select(rule => Of(rule, conf, tracing.Sampling))],
            RouteSampling.Of(conf.Sampling, tracing.Sampling, conf.TrustClient),
            parents);
    }

    /// <summary>
    /// Of outbounds of a proxy whose inbounds are traced. The parents that come there are of this proxy's own spans, not of strangers:
    /// who followed none of them would break each trace that an edge begins.
    /// </summary>
    public RouteTracing BehindInbounds(EffectiveTracing tracing) => tracing.Conf.TrustClient
        ? this
        : Of(tracing with { Policy = tracing.Policy! with { Conf = WithOwnParents(tracing.Conf) } })!;

    /// <summary>Whether the numbers stand on routes: for this tracer always, for others once more is asked than one number.</summary>
    public static bool IsNeeded(EffectiveTracing tracing, Collector collector)
    {
        var conf = tracing.Conf;
        return Tracer.Of(collector).FollowsParentsByRoute
            || !conf.Rules.IsEmpty || !conf.TrustClient || conf.Sampling is not { Random: null, Client: null };
    }

    // What a rule says of sampling counts alone; one that says nothing is there for its tags.
    private static RuleRoute Of(TracingRule rule, TracingConf conf, double? overall)
    {
        var (samplings, cap) = rule.Sampling == Samplings.None ? (conf.Sampling, overall) : (rule.Sampling, null);
        return new(rule.Match, rule.Off ? RouteSampling.Off : RouteSampling.Of(samplings, cap, conf.TrustClient), rule.Tags);
    }

    public override int GetHashCode() => _hash;

    // What a stranger asks for by x-client-trace-id the workload may have handed on.
    private static TracingConf WithOwnParents(TracingConf conf) => conf with
    {
        TrustClient = true,
        Sampling = conf.Sampling with { Client = 0 },
        Rules = [.. conf.Rules.Select(rule => rule with { Sampling = WithoutClient(rule.Sampling) })],
    };

    // A rule that says nothing of sampling has the policy's.
    private static Samplings WithoutClient(Samplings said) => said == Samplings.None ? said : said with { Client = 0 };

    // An override is one number for all, but what is never traced stays so.
    private static RouteTracing Overridden(TracingConf conf, TracingOverride over, bool parents)
    {
        var all = over.IsOff ? RouteSampling.Off : RouteSampling.Of(Samplings.None, over.Sampling, conf.TrustClient);
        return new([.. conf.Rules.Select(rule => new RuleRoute(rule.Match, rule.Off ? RouteSampling.Off : all, rule.Tags))], all, parents);
    }
}
