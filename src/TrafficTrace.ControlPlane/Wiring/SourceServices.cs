using System.Net;
using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Sources;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Sources.Guarding;
using TrafficTrace.ControlPlane.Sources.Journal;
using TrafficTrace.ControlPlane.Sources.Names;
using TrafficTrace.ControlPlane.Sources.Secrets;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>What counts: documents of files and of the API, their history, secrets and addresses of hosts.</summary>
internal static class SourceServices
{
    public static void Add(IServiceCollection services, ControlPlaneOptions options)
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
}
