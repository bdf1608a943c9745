using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Access.Proxies;
using TrafficTrace.ControlPlane.Metrics;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>Who proxies and people show to be.</summary>
internal static class AccessServices
{
    public static void Add(IServiceCollection services, ControlPlaneOptions options)
    {
        services.AddSingleton(provider => Journals.KeyringBeside(provider.GetRequiredService<IJournal>(), options.KeySeal));
        services.AddSingleton<SigningKeys>().AddSingleton<KeyringLoop>().AddSingleton(new PublicKeys(options.PublicKeys))
            .AddSingleton<DataplaneTokens>().AddSingleton<RefusalReport>().AddSingleton<IProxyAuthentication, ProxyAuthentication>()
            .AddSingleton<CredentialMetrics>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyringLoop>());
        services.AddHostedService<CredentialLoop>();
    }
}
