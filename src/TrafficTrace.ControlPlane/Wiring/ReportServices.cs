using Grpc.HealthCheck;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Events;
using TrafficTrace.ControlPlane.Metrics;
using TrafficTrace.ControlPlane.Reports;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>What is told: readiness, log, events and metrics.</summary>
internal static class ReportServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<HealthServiceImpl>().AddSingleton<Readiness>();
        services.AddHostedService(provider => provider.GetRequiredService<Readiness>());
        services.AddHostedService<StartReport>();
        services.AddSingleton<MeshNumbers>().AddSingleton<FleetMetrics>().AddSingleton<ConnectionMetrics>().AddSingleton<EventLog>();
        services.AddHostedService<RemarksReport>();
        services.AddHostedService<DeliveryReport>();
        services.AddHostedService<EventFeed>();
        services.AddHostedService<MemoryAtRest>();
        GrpcReflection.Add(services);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("traffictrace-cp", serviceVersion: Product.Version))
            .WithMetrics(metrics => metrics.AddMeter(XdsMetrics.MeterName, FleetMetrics.MeterName, ConnectionMetrics.MeterName)
                .AddRuntimeInstrumentation().AddPrometheusExporter());
    }
}
