using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Ending;
using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.Core.Store;
using TrafficTrace.Storage;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>Those that share a store: how they find each other, and what one of them does for all.</summary>
internal static class ReplicaServices
{
    public static void Add(IServiceCollection services)
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

    /// <summary>What one process of those that share a store does for all.</summary>
    public static void AddLeader(IServiceCollection services)
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
}
