using Microsoft.Extensions.Options;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>The xDS engine, and how streams end.</summary>
internal static class StreamServices
{
    // A node lists several hundred extensions, and a large proxy names many endpoints.
    private const int MaxRequestBytes = 16 * 1024 * 1024;

    // Four of the largest requests at once.
    private const long MaxUnfinishedBytes = 4 * MaxRequestBytes;

    public static void Add(IServiceCollection services, ControlPlaneOptions options)
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
}
