using OpenTelemetry.Metrics;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Bootstrap;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Services;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>What the ports answer, but for the API.</summary>
internal static class Endpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes, ControlPlaneOptions options)
    {
        // Who opens a stream is asked when it is admitted.
        routes.MapGrpcService<AggregatedDiscovery>().Needs(Right.Nothing);
        routes.MapGrpcService<RuntimeDiscovery>().Needs(Right.Nothing);
        routes.MapGrpcService<ClusterDiscovery>().Needs(Right.Nothing);
        routes.MapGrpcService<EndpointDiscovery>().Needs(Right.Nothing);
        routes.MapGrpcService<ListenerDiscovery>().Needs(Right.Nothing);
        routes.MapGrpcService<RouteDiscovery>().Needs(Right.Nothing);
        // Every proxy's configuration, and how to ask for it: where proxies show who they are, strangers are not told.
        var toTell = options.XdsAuth.SetEquals([AuthenticationWay.None]) ? Right.Nothing : Right.Admin;
        routes.MapGrpcService<ClientStatus>().Needs(toTell);
        routes.MapGrpcReflectionService().Needs(toTell);
        routes.MapGrpcService<HealthService>().Needs(Right.Nothing);
        BootstrapRoute.Map(routes);
        ReplicaRoute.Map(routes);
        routes.MapPrometheusScrapingEndpoint("/metrics").Needs(options.MetricsAuth ? Right.Read : Right.Nothing);
        routes.MapMethods("/healthy", Reading, () => Results.Text("healthy\n")).Needs(Right.Nothing)
            .WithSummary("Whether the process lives");
        routes.MapMethods("/ready", Reading, (Readiness readiness) => readiness.IsReady
            ? Results.Text("ready\n")
            : Results.Text(
                "not ready: the resources are not read yet, or the process is stopping\n",
                statusCode: StatusCodes.Status503ServiceUnavailable)).Needs(Right.Nothing).WithSummary("Whether the resources are read");
    }
}
