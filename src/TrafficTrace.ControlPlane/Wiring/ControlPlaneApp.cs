using TrafficTrace.ControlPlane.Api;
using TrafficTrace.ControlPlane.Api.Events;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Bootstrap;
using TrafficTrace.ControlPlane.Metrics;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Ports;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Tls;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>Puts the parts together, in the order of the flow: resources, reconciliation, streams.</summary>
internal static class ControlPlaneApp
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    /// <param name="options">Where to listen, and what to serve.</param>
    /// <param name="configuration">The settings file; its section <c>Logging</c> is used here.</param>
    /// <param name="output">Where the start table goes.</param>
    /// <param name="replace">Lets tests put in a clock, a log or a DNS of their own.</param>
    public static WebApplication Build(
        ControlPlaneOptions options, IConfiguration configuration, TextWriter output, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "traffictrace-cp" });
        var sockets = new ListenSockets(options);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => KestrelEndpoints.Configure(kestrel, options));
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = sockets.Bind);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddSingleton(options).AddSingleton(output).AddSingleton(TimeProvider.System);
        var files = OpenFiles.OfThisProcess();
        builder.Services.AddSingleton(sockets).AddSingleton(files).AddSingleton(new FollowerLimit(files.Followers));
        ConsoleLogging.Add(builder.Logging, configuration, sockets);
        SourceServices.Add(builder.Services, options);
        FleetServices.Add(builder.Services, options);
        StreamServices.Add(builder.Services, options);
        AccessServices.Add(builder.Services, options);
        ReplicaServices.Add(builder.Services);
        ReportServices.Add(builder.Services);
        ReplicaServices.AddLeader(builder.Services);
        builder.Services.AddSingleton<Bootstraps>().AddSingleton<ConnectionCounts>();
        builder.Services.AddSingleton<TlsPorts>().AddHostedService(provider => provider.GetRequiredService<TlsPorts>());
        ApiRoutes.Add(builder.Services);
        builder.Services.AddSingleton<IStartupFilter, Pipeline>();
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.Services.GetRequiredService<CredentialMetrics>(); // nobody calls it: it answers who scrapes
        StartReport.Begin(app.Services);
        _ = app.Services.GetRequiredService<ConnectionMetrics>(); // it is asked, and asks nobody
        app.Services.GetRequiredService<ResourceFiles>().Begin();
        return app;
    }
}
