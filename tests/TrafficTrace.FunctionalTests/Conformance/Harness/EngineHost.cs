using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Services;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>
/// The engine behind real gRPC on a free port of the loopback, with snapshots that the test sets and a clock that stands still
/// until the test moves it.
/// </summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public const string NodeId = "test-id";

    public const int MaxRequestBytes = 64 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;
    private readonly CancellationTokenSource _stopping;

    private EngineHost(WebApplication app, CancellationTokenSource stopping)
    {
        _app = app;
        _stopping = stopping;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions { MaxReceiveMessageSize = null, DisposeHttpClient = true });
    }

    public string Address { get; }

    public CallInvoker Invoker => _channel.CreateCallInvoker();

    public SnapshotCache Cache => _app.Services.GetRequiredService<SnapshotCache>();

    public RecordingHost Seen => _app.Services.GetRequiredService<RecordingHost>();

    public XdsServer Server => _app.Services.GetRequiredService<XdsServer>();

    /// <summary>What the engine logged.</summary>
    public IReadOnlyList<FakeLogRecord> Log => _app.Services.GetFakeLogCollector().GetSnapshot();

    public Connections Connections => _app.Services.GetRequiredService<Connections>();

    public FakeTimeProvider Time => _app.Services.GetRequiredService<FakeTimeProvider>();

    /// <param name="options">Of the engine.</param>
    /// <param name="pings">How long a connection may be silent before the server asks whether it lives, and for an answer.</param>
    public static async Task<EngineHost> StartAsync(XdsOptions? options = null, TimeSpan? pings = null)
    {
        var stopping = new CancellationTokenSource();
        var connections = new Connections();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddFakeLogging(log => log.FilteredCategories.Add(typeof(XdsServer).FullName!));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
            if (pings is { } every) (kestrel.Limits.Http2.KeepAlivePingDelay, kestrel.Limits.Http2.KeepAlivePingTimeout) = (every, every);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.Use(connections.Counting);
            });
        });
        builder.Services.AddSingleton(connections);
        AddEngine(builder.Services, options ?? new XdsOptions { Identifier = "instance-1" }, stopping.Token);
        var app = builder.Build();
        MapEngine(app);
        await app.StartAsync();
        return new EngineHost(app, stopping);
    }

    /// <summary>Puts <paramref name="resources"/> in force for <see cref="NodeId"/>.</summary>
    public void Set(params IEnumerable<Envoy.Api.Protos.PackedResource> resources) =>
        Cache.Set(new SnapshotKey(NodeId, ""), Snapshot.Create(resources));

    /// <summary>What a control plane does first when it is told to stop.</summary>
    public Task StopStreamsAsync() => _stopping.CancelAsync();

    /// <summary>
    /// Lets the time pass after which streams that are stuck are ended, until <paramref name="left"/> are left. The clock stands still
    /// while their writes are not under
    /// way yet, and nothing tells that from outside.
    /// </summary>
    public async Task CutOffAsync(TimeSpan sendTimeout, int left)
    {
        var ended = Seen.OpenStreamsAsync(left);
        while (await Task.WhenAny(ended, Task.Delay(10)) != ended) Time.Advance(sendTimeout);
        await ended;
    }

    /// <summary>Opens a stream: ADS, or the service of one type.</summary>
    public XdsClient Open(Variant variant, ResourceType? only = null, string nodeId = NodeId) => Open(variant, Invoker, only, nodeId);

    /// <summary>The same on a connection of the test's own.</summary>
    public static XdsClient Open(Variant variant, CallInvoker invoker, ResourceType? only = null, string nodeId = NodeId) =>
        variant == Variant.Sotw ? new SotwClient(invoker, only, nodeId) : new DeltaClient(invoker, only, nodeId);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _channel.Dispose();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static void AddEngine(IServiceCollection services, XdsOptions options, CancellationToken stopping)
    {
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = MaxRequestBytes);
        services.AddSingleton<SnapshotCache>();
        services.AddSingleton<RecordingHost>();
        services.AddSingleton(new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        services.AddSingleton(provider => new XdsServer(
            provider.GetRequiredService<SnapshotCache>(), provider.GetRequiredService<RecordingHost>(), options,
            provider.GetRequiredService<FakeTimeProvider>(), provider.GetRequiredService<ILogger<XdsServer>>(), stopping));
    }

    private static void MapEngine(WebApplication app)
    {
        app.MapGrpcService<AggregatedDiscovery>();
        app.MapGrpcService<ClientStatus>();
        app.MapGrpcService<ClusterDiscovery>();
        app.MapGrpcService<EndpointDiscovery>();
        app.MapGrpcService<ListenerDiscovery>();
        app.MapGrpcService<RouteDiscovery>();
        app.MapGrpcService<RuntimeDiscovery>();
    }
}
