using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TrafficTrace.Tests.Cli;

/// <summary>A server that serves gRPC on a free port of 127.0.0.1 with the two services given.</summary>
internal sealed class FakeControlPlane(WebApplication app) : IAsyncDisposable
{
    public string Address => new Uri(app.Urls.Single()).Authority;

    public static async Task<FakeControlPlane> StartAsync(ScriptedDiscovery discovery, ScriptedHealth? health = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(discovery);
        builder.Services.AddSingleton(health ?? new ScriptedHealth());
        var app = builder.Build();
        app.MapGrpcService<ScriptedDiscovery>();
        app.MapGrpcService<ScriptedHealth>();
        await app.StartAsync();
        return new FakeControlPlane(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }
}
