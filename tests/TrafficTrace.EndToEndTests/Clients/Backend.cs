using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>A gRPC service that answers with its name.</summary>
internal sealed class Backend(string name) : BackendService, IAsyncDisposable
{
    private WebApplication? _app;

    public string Name => name;

    public int Port { get; } = FreePorts.Next();

    public async Task StartAsync()
    {
        _app = KestrelHost.Build(Port, HttpProtocols.Http2, services: services => services.AddGrpc().Services.AddSingleton(this));
        _app.MapGrpcService<Backend>();
        await _app.StartAsync();
    }

    public override Task<string> Answer(string request, ServerCallContext context) => Task.FromResult(name);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }
}
