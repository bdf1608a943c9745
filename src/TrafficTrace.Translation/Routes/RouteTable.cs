using Envoy.Config.Core.V3;
using Envoy.Config.Route.V3;

namespace TrafficTrace.Translation.Routes;

/// <summary>Where a listener sends all requests, and under which name Envoy asks for that where it stands apart.</summary>
internal readonly record struct RouteTable(TrafficDirection Direction, string Name, string Service, string Cluster)
{
    /// <summary>Of one workload: proxies of a service whose workloads listen alike share it.</summary>
    public static RouteTable Inbound(string service, string cluster) =>
        new(TrafficDirection.Inbound, Names.InboundRoutes(service, cluster), service, cluster);

    public static RouteTable Outbound(string service, string cluster) =>
        new(TrafficDirection.Outbound, Names.OutboundRoutes(cluster), service, cluster);

    public RouteConfiguration ToConfiguration() => Restricted(RouteToOne.Of(Name, Service, Cluster));

    /// <summary>As it stands within a listener, where the name is for statistics alone.</summary>
    public RouteConfiguration Inline() => Restricted(RouteToOne.Of(
        Direction == TrafficDirection.Inbound ? Names.InboundRoutes(Service) : Names.OutboundRoutes(Service), Service, Cluster));

    private RouteConfiguration Restricted(RouteConfiguration routes)
    {
        // Sidecars of a Kuma still running beside us send it.
        if (Direction == TrafficDirection.Inbound) routes.RequestHeadersToRemove.Add("x-kuma-tags");
        return routes;
    }
}
