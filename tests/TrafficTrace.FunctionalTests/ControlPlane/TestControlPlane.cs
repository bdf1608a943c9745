using Envoy.Config.Core.V3;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.ControlPlane.Wiring;
using TrafficTrace.Core.Store;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>
/// The real control plane in this process, on free ports, fed by the test. Its end fails the test when it logged an error that is not
/// one of <see cref="ExpectedErrors"/>.
/// </summary>
internal sealed class TestControlPlane : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;
    private readonly bool _delta;

    private TestControlPlane(WebApplication app, TestResources resources, TestLog log, StringWriter output, TestTime time, bool delta)
    {
        (_app, Resources, Log, Output, Time, _delta) = (app, resources, log, output, time, delta);
        Addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        _channel = GrpcChannel.ForAddress(Addresses[0].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        Api = new HttpClient { BaseAddress = new Uri(Addresses[1].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
        Health = new Health.HealthClient(_channel);
    }

    /// <summary>Of the errors that the test brings about each holds one of these.</summary>
    public string[] ExpectedErrors { get; set; } = [];

    public TestResources Resources { get; }

    public TestLog Log { get; }

    public StringWriter Output { get; }

    public TestTime Time { get; }

    /// <summary>Of a call that a test makes by hand: it fails then, whatever it waits for.</summary>
    public static DateTime Deadline => DateTime.UtcNow.AddSeconds(20);

    /// <summary>As host:port.</summary>
    public string XdsAddress => _channel.Target;

    /// <summary>As URLs: of xDS, of the API, and of xDS in plain text where it has such a port.</summary>
    public IReadOnlyList<string> Addresses { get; }

    public HttpClient Api { get; }

    public Health.HealthClient Health { get; }

    /// <summary>Everything that answers on either port.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Done when the start table is printed.</summary>
    public Task Reported => _app.Services.GetServices<IHostedService>().OfType<StartReport>().Single().ExecuteTask!;

    /// <param name="delta">The variant of the protocol that its clients speak.</param>
    /// <param name="apiHost">A name by which its API may be called.</param>
    /// <param name="folder">Reads this folder instead of <see cref="Resources"/>.</param>
    /// <param name="change">Of the options, at last.</param>
    public static async Task<TestControlPlane> StartAsync(
        bool delta, string? folder = null, string? apiHost = null, Func<ControlPlaneOptions, ControlPlaneOptions>? change = null)
    {
        var resources = new TestResources();
        var log = new TestLog();
        var output = new StringWriter();
        var time = new TestTime();
        var options = new ControlPlaneOptions
        {
            XdsPort = 0,
            ApiPort = 0,
            Resources = folder is null ? [] : [folder],
            ApiHosts = apiHost is null ? [] : [apiHost],
            DefaultMesh = false,
        };
        options = change?.Invoke(options) ?? options;
        var app = ControlPlaneApp.Build(options, new ConfigurationBuilder().Build(), output, services =>
        {
            if (folder is null) services.Replace(ServiceDescriptor.Singleton<IResourceSource>(resources));
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
        });
        await app.StartAsync();
        return new TestControlPlane(app, resources, log, output, time, delta);
    }

    public Task<OverlayDouble> ConnectAsync(Node node) => OverlayDouble.ConnectAsync(_channel, node);

    public Task<EnvoyDouble> ConnectAsync(string nodeId, bool rtds = true) => EnvoyDouble.ConnectAsync(_channel, nodeId, _delta, rtds);

    /// <summary>A proxy that brings its own Dataplane.</summary>
    public Task<EnvoyDouble> BringAsync(string nodeId, string dataplane) =>
        EnvoyDouble.ConnectAsync(_channel, nodeId, _delta, rtds: true, dataplane);

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        var unexpected = Log.Errors.Where(error => !ExpectedErrors.Any(part => error.Contains(part, StringComparison.Ordinal)));
        Assert.That(unexpected, Is.Empty);
    }
}
