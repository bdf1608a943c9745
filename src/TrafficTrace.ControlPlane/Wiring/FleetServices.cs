using System.Net;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Reconciliation;
using TrafficTrace.Fleet.Registration;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Storage;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>The proxies: what each is to have, who is connected, and who brought a Dataplane along.</summary>
internal static class FleetServices
{
    public static void Add(IServiceCollection services, ControlPlaneOptions options)
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
}
