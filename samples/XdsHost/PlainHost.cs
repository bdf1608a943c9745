using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Services;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.XdsHost;

/// <summary>
/// The engine on its own: it serves plain snapshots, whose resources and versions come from outside. Plaintext HTTP/2 on the
/// loopback. A place to see how little the engine asks of a host.
/// </summary>
public sealed class PlainHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PlainHost(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (XdsAddress, AdapterAddress) = (new Uri(addresses[0]), new Uri(addresses[1]));
    }

    public Uri XdsAddress { get; }

    public Uri AdapterAddress { get; }

    /// <summary>For hosts in the same process; the adapter is for others.</summary>
    public SnapshotCache Cache => _app.Services.GetRequiredService<SnapshotCache>();

    /// <param name="xdsPort">0 for any free one.</param>
    /// <param name="adapterPort">0 for any free one.</param>
    public static async Task<PlainHost> StartAsync(int xdsPort, int adapterPort)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.Listen(IPAddress.Loopback, xdsPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, adapterPort, listen => listen.Protocols = HttpProtocols.Http2);
        });
        AddServices(builder.Services);
        var app = builder.Build();
        MapServices(app);
        await app.StartAsync();
        return new PlainHost(app);
    }

    /// <summary>Until the process is told to stop.</summary>
    public Task StoppedAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = 64 * 1024 * 1024);
        services.AddSingleton<SnapshotCache>();
        services.AddSingleton<NodeStates>();
        services.AddSingleton(provider => new XdsServer(
            provider.GetRequiredService<SnapshotCache>(), new OneVariantHost(), new XdsOptions(), TimeProvider.System,
            provider.GetRequiredService<ILogger<XdsServer>>(),
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
    }

    private static void MapServices(WebApplication app)
    {
        app.MapGrpcService<AdapterService>();
        app.MapGrpcService<AggregatedDiscovery>();
        app.MapGrpcService<ClientStatus>();
        app.MapGrpcService<ClusterDiscovery>();
        app.MapGrpcService<EndpointDiscovery>();
        app.MapGrpcService<ListenerDiscovery>();
        app.MapGrpcService<RouteDiscovery>();
        app.MapGrpcService<RuntimeDiscovery>();
    }
}
