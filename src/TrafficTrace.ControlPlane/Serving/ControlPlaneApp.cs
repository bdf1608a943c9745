using System.Net;
using Grpc.HealthCheck;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Access.Proxies;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Api;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Events;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Bootstrap;
using TrafficTrace.ControlPlane.Ending;
using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.ControlPlane.Metrics;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Ports;
using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.ControlPlane.Reports;
using TrafficTrace.ControlPlane.Sources;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Sources.Guarding;
using TrafficTrace.ControlPlane.Sources.Journal;
using TrafficTrace.ControlPlane.Sources.Names;
using TrafficTrace.ControlPlane.Sources.Secrets;
using TrafficTrace.ControlPlane.Tls;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Reconciliation;
using TrafficTrace.Fleet.Registration;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Translation;
using TrafficTrace.Translation.Proxies;
using TrafficTrace.Xds;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Services;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Puts the parts together, in the order of the flow: resources, reconciliation, streams.</summary>
internal static class ControlPlaneApp
{
    // A node lists several hundred extensions, and a large proxy names many endpoints.
    private const int MaxRequestBytes = 16 * 1024 * 1024;

    // Four of the largest requests at once.
    private const long MaxUnfinishedBytes = 4 * MaxRequestBytes;

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

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
        AddResources(builder.Services, options);
        AddFleet(builder.Services, options);
        AddStreams(builder.Services, options);
        AddAccess(builder.Services, options);
        AddReplicas(builder.Services);
        AddReports(builder.Services);
        builder.Services.AddSingleton<Bootstraps>().AddSingleton<ConnectionCounts>();
        builder.Services.AddSingleton<TlsPorts>().AddHostedService(provider => provider.GetRequiredService<TlsPorts>());
        ApiRoutes.Add(builder.Services);
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.Services.GetRequiredService<CredentialMetrics>(); // nobody calls it: it answers who scrapes
        StartReport.Begin(app.Services);
        _ = app.Services.GetRequiredService<ConnectionMetrics>(); // it is asked, and asks nobody
        app.Services.GetRequiredService<ResourceFiles>().Begin();
        app.UsePortGuard();
        app.UsePlainStatuses();
        app.UseHostCheck(options);
        app.UseApiGuard();
        app.Use(app.Services.GetRequiredService<AccessCheck>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<UnfinishedRequests>().CountAsync);
        Map(app, options);
        ApiRoutes.Map(app);
        return app;
    }

    private static void AddResources(IServiceCollection services, ControlPlaneOptions options)
    {
        services.AddSingleton<ResourceStore>().AddSingleton<FirstLoad>().AddSingleton<AddressResolver>().AddSingleton<HostNames>();
        services.AddSingleton(provider => new SharedAddresses(
            Journals.HostsBeside(provider.GetRequiredService<IJournal>()), provider.GetRequiredService<Leadership>()));
        services.AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<IDisk, Disk>().AddSingleton<StartRefusal>().AddSingleton<StrictStart>();
        services.AddSingleton<IResourceSource>(provider => new FileHistory(
            provider.GetRequiredService<SourceGuard>(),
            provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FileHistory>>()));
        services.AddSingleton(provider => new SourceGuard(
            provider.GetRequiredService<StrictStart>(),
            provider.GetRequiredService<ResourceStore>(),
            LossLimits.Of(options.MaxSourceLoss),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SourceGuard>>()));
        services.AddSingleton(provider => Journals.Of(
            options.Store,
            provider.GetRequiredService<ReaderOptions>(),
            new HistoryBounds(options.HistoryKeep, options.HistorySize),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<DefaultMesh>().AddSingleton<JournalSource>();
        services.AddSingleton<IResourceSource>(provider => provider.GetRequiredService<JournalSource>());
        services.AddSingleton(new ReaderOptions(options.AcceptPlaintext));
        services.AddSingleton(provider => new ResourceFiles(
            options.Resources,
            provider.GetRequiredService<ReaderOptions>(),
            provider.GetRequiredService<IDisk>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ResourceFiles>>()));
        services.AddSingleton(provider => new SecretFiles(
            options.Secrets,
            provider.GetRequiredService<IDisk>(),
            provider.GetRequiredService<ResourceStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SecretFiles>>()));
        services.AddHostedService(provider => provider.GetRequiredService<SecretFiles>()); // before any document
        services.AddHostedService<ResourceFeed>();
    }

    private static void AddFleet(IServiceCollection services, ControlPlaneOptions options)
    {
        services.AddSingleton(new OverlayProxies(options.OverlayMesh));
        AddRegistration(services, options);
        services.AddSingleton<ProxyTranslator>().AddSingleton<ProxyReconciliation>().AddSingleton<NodePublisher>()
            .AddSingleton<RetiredCollectors>().AddSingleton<TracingReport>().AddSingleton<FleetStatus>().AddSingleton<Reconciler>();
        services.AddHostedService<FleetLoop>();
    }

    private static void AddRegistration(IServiceCollection services, ControlPlaneOptions options)
    {
        services.AddSingleton(provider => Journals.RegistrationsBeside(
            provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<ReaderOptions>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new Registrar(
            provider.GetRequiredService<IRegistrations>(),
            provider.GetRequiredService<Revisions>().Instance,
            provider.GetRequiredService<FleetStatus>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Registrar>>()));
        services.AddSingleton<IResourceSource>(provider => provider.GetRequiredService<Registrar>());
        services.AddSingleton(provider => new RegistrationTerms(
            provider.GetRequiredService<ReaderOptions>(), FromUnknown: IPAddress.IsLoopback(options.Bind)));
        services.AddSingleton<BroughtDataplanes>();
    }

    private static void AddStreams(IServiceCollection services, ControlPlaneOptions options)
    {
        services.AddSingleton<SnapshotCache>().AddSingleton<StreamHost>();
        services.AddSingleton(new XdsOptions { KeptMetadata = NodeMetadata.Kept, MaxStreamAge = options.MaxStreamAge });
        services.AddSingleton(provider => new XdsServer(
            provider.GetRequiredService<SnapshotCache>(),
            provider.GetRequiredService<StreamHost>(),
            provider.GetRequiredService<XdsOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<XdsServer>>(),
            provider.GetRequiredService<OrderlyStop>().Over));
        services.AddHostedService<StreamAges>();
        services.AddSingleton(provider => new OrderlyStop(
            provider.GetRequiredService<XdsServer>,
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<IOptions<HostOptions>>(),
            provider.GetRequiredService<ILogger<OrderlyStop>>()));
        services.AddHostedService(provider => provider.GetRequiredService<OrderlyStop>());
        services.AddRouting();
        services.AddSingleton(
            provider => new UnfinishedRequests(
                MaxUnfinishedBytes, MaxUnfinishedBytes / 2, provider.GetRequiredService<ILogger<UnfinishedRequests>>()));
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = MaxRequestBytes);
    }

    private static void AddAccess(IServiceCollection services, ControlPlaneOptions options)
    {
        services.AddSingleton(provider => Journals.KeyringBeside(provider.GetRequiredService<IJournal>(), options.KeySeal));
        services.AddSingleton<SigningKeys>().AddSingleton<KeyringLoop>().AddSingleton(new PublicKeys(options.PublicKeys))
            .AddSingleton<DataplaneTokens>().AddSingleton<RefusalReport>().AddSingleton<IProxyAuthentication, ProxyAuthentication>()
            .AddSingleton<CredentialMetrics>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyringLoop>());
        services.AddHostedService<CredentialLoop>();
    }

    private static void AddReplicas(IServiceCollection services)
    {
        services.AddSingleton(provider => Journals.ReplicasBeside(provider.GetRequiredService<IJournal>()));
        services.AddSingleton(provider => new ReplicaTokens(
            provider.GetRequiredService<SigningKeys>(),
            provider.GetRequiredService<OwnTokens>(),
            provider.GetRequiredService<Revisions>().Instance));
        services.AddSingleton<ReplicaAddress>().AddSingleton<PeerLoops>().AddSingleton<Heartbeat>();
        services.AddHostedService(provider => provider.GetRequiredService<Heartbeat>());
        services.AddHostedService<DifferingFiles>();
    }

    private static void AddReports(IServiceCollection services)
    {
        services.AddSingleton<HealthServiceImpl>().AddSingleton<Readiness>();
        services.AddHostedService(provider => provider.GetRequiredService<Readiness>());
        services.AddHostedService<StartReport>();
        services.AddSingleton<MeshNumbers>().AddSingleton<FleetMetrics>().AddSingleton<ConnectionMetrics>().AddSingleton<EventLog>();
        services.AddHostedService<RemarksReport>();
        services.AddHostedService<DeliveryReport>();
        services.AddHostedService<EventFeed>();
        AddLeader(services);
        services.AddHostedService<MemoryAtRest>();
        GrpcReflection.Add(services);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("traffictrace-cp", serviceVersion: Product.Version))
            .WithMetrics(metrics => metrics.AddMeter(XdsMetrics.MeterName, FleetMetrics.MeterName, ConnectionMetrics.MeterName)
                .AddRuntimeInstrumentation().AddPrometheusExporter());
    }

    /// <summary>What one process of those that share a store does for all.</summary>
    private static void AddLeader(IServiceCollection services)
    {
        services.AddSingleton(provider => Journals.LeasesBeside(provider.GetRequiredService<IJournal>()));
        services.AddSingleton(provider => new Leadership(
            provider.GetRequiredService<ILeases>(),
            provider.GetRequiredService<Revisions>().Instance,
            provider.GetRequiredService<FirstLoad>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Leadership>>()));
        services.AddHostedService(provider => provider.GetRequiredService<Leadership>());
        services.AddHostedService<Ends>();
        services.AddHostedService<HistoryTrimming>();
    }

    private static void Map(WebApplication app, ControlPlaneOptions options)
    {
        // Who opens a stream is asked when it is admitted.
        app.MapGrpcService<AggregatedDiscovery>().Needs(Right.Nothing);
        app.MapGrpcService<RuntimeDiscovery>().Needs(Right.Nothing);
        app.MapGrpcService<ClusterDiscovery>().Needs(Right.Nothing);
        app.MapGrpcService<EndpointDiscovery>().Needs(Right.Nothing);
        app.MapGrpcService<ListenerDiscovery>().Needs(Right.Nothing);
        app.MapGrpcService<RouteDiscovery>().Needs(Right.Nothing);
        // Every proxy's configuration, and how to ask for it: where proxies show who they are, strangers are not told.
        var toTell = options.XdsAuth.SetEquals([AuthenticationWay.None]) ? Right.Nothing : Right.Admin;
        app.MapGrpcService<ClientStatus>().Needs(toTell);
        app.MapGrpcReflectionService().Needs(toTell);
        app.MapGrpcService<HealthService>().Needs(Right.Nothing);
        BootstrapRoute.Map(app);
        ReplicaRoute.Map(app);
        app.MapPrometheusScrapingEndpoint("/metrics").Needs(options.MetricsAuth ? Right.Read : Right.Nothing);
        app.MapMethods("/healthy", Reading, () => Results.Text("healthy\n")).Needs(Right.Nothing)
            .WithSummary("Whether the process lives");
        app.MapMethods("/ready", Reading, (Readiness readiness) => readiness.IsReady
            ? Results.Text("ready\n")
            : Results.Text(
                "not ready: the resources are not read yet, or the process is stopping\n",
                statusCode: StatusCodes.Status503ServiceUnavailable)).Needs(Right.Nothing).WithSummary("Whether the resources are read");
    }
}
