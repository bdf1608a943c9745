using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>Stands between an Envoy and the control plane and holds every runtime layer back for a while.</summary>
internal sealed class LateRuntime : AggregatedDiscoveryService.AggregatedDiscoveryServiceBase, IAsyncDisposable
{
    private const string RuntimeType = "type.googleapis.com/envoy.service.runtime.v3.Runtime";

    private readonly GrpcChannel _channel;
    private readonly TimeSpan _late;
    private WebApplication? _app;

    private LateRuntime(int controlPlanePort, TimeSpan late) =>
        (_channel, _late) = (GrpcChannel.ForAddress($"http://127.0.0.1:{controlPlanePort}"), late);

    public int Port { get; } = FreePorts.Next();

    public bool Released { get; private set; }

    public static async Task<LateRuntime> StartAsync(int controlPlanePort, TimeSpan late)
    {
        var between = new LateRuntime(controlPlanePort, late);
        between._app = KestrelHost.Build(
            between.Port, HttpProtocols.Http2, services: services => services.AddGrpc().Services.AddSingleton(between));
        between._app.MapGrpcService<LateRuntime>();
        await between._app.StartAsync();
        return between;
    }

    public override async Task StreamAggregatedResources(
        IAsyncStreamReader<DiscoveryRequest> requestStream,
        IServerStreamWriter<DiscoveryResponse> responseStream,
        ServerCallContext context)
    {
        using var call = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(_channel)
            .StreamAggregatedResources(cancellationToken: context.CancellationToken);
        var requests = ForwardAsync(requestStream, call.RequestStream, context.CancellationToken);
        using var writing = new SemaphoreSlim(1);
        await foreach (var response in call.ResponseStream.ReadAllAsync(context.CancellationToken))
        {
            if (response.TypeUrl == RuntimeType) _ = LaterAsync(() => WriteAsync(responseStream, response, writing));
            else await WriteAsync(responseStream, response, writing);
        }

        await requests;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _channel.Dispose();
    }

    private static async Task ForwardAsync(
        IAsyncStreamReader<DiscoveryRequest> from, IClientStreamWriter<DiscoveryRequest> to, CancellationToken cancellation)
    {
        await foreach (var request in from.ReadAllAsync(cancellation)) await to.WriteAsync(request, cancellation);
        await to.CompleteAsync();
    }

    private static async Task WriteAsync(IServerStreamWriter<DiscoveryResponse> to, DiscoveryResponse response, SemaphoreSlim writing)
    {
        await writing.WaitAsync();
        try
        {
            await to.WriteAsync(response);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task LaterAsync(Func<Task> write)
    {
        await Task.Delay(_late);
        await write();
        Released = true;
    }
}
