using Envoy.Api.Protos;
using Envoy.Config.Route.V3;
using Google.Protobuf.Collections;
using TrafficTrace.Translation.Spans;

namespace TrafficTrace.Translation.Routes;

/// <summary>
/// The routes of a listener, by name: what <see cref="RouteToOne"/> has for all requests, once for each that is sampled in a way of its
/// own. All that have it share it.
/// </summary>
internal readonly record struct TracedRoutes(RouteTable Table, RouteTracing Tracing) : IPackable<PackedResource>
{
    public PackedResource Pack()
    {
        var routes = Table.ToConfiguration();
        var all = routes.VirtualHosts[0].Routes;
        var plain = all[0].Clone();
        all.Clear();
        foreach (var rule in Tracing.Rules) Add(all, plain, rule);
        Add(all, plain, new RuleRoute(RequestMatches.All, Tracing.Default, []));
        return PackedResource.Pack(routes.Name, routes);
    }

    // A request whose parent is sampled takes the first of two routes, at 100 %.
    private void Add(RepeatedField<Route> routes, Route plain, RuleRoute rule)
    {
        var tags = rule.Tags.Select(CustomTags.Of).ToArray();
        var own = plain.Clone();
        RequestMatches.Restrict(own.Match, rule.Match);
        own.Tracing = new() { RandomSampling = rule.Sampling.Random.ToFraction(), CustomTags = { tags } };
        if (!rule.Sampling.Client.IsAll) own.Tracing.ClientSampling = rule.Sampling.Client.ToFraction();
        if (Tracing.ParentRoutes && rule.Sampling.FollowsParents && !rule.Sampling.Random.IsAll) routes.Add(OfParents(own));
        routes.Add(own);
    }

    private static Route OfParents(Route own)
    {
        var route = own.Clone();
        route.Match.Headers.Add(RequestMatches.SampledParent);
        route.Tracing.RandomSampling = Share.All.ToFraction();
        return route;
    }
}
