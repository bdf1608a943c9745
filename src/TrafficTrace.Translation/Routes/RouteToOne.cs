using Envoy.Config.Route.V3;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.Translation.Routes;

/// <summary>Everything to one cluster, and no limit to how long an answer takes (Envoy's own is 15 s).</summary>
internal static class RouteToOne
{
    public static RouteConfiguration Of(string name, string service, string cluster) => new()
    {
        Name = name,
        ValidateClusters = false,
        VirtualHosts =
        {
            new VirtualHost
            {
                Name = service,
                Domains = { "*" },
                Routes =
                {
                    new Route
                    {
                        Match = new RouteMatch { Prefix = "/" },
                        Route_ = new RouteAction { Cluster = cluster, Timeout = new Duration() },
                    },
                },
            },
        },
    };
}
