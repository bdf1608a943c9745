using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>
/// The engine serves xDS clients that nobody here wrote. Each calls the service "shop" all the time, which goes by cluster "first" to
/// the backend "red"; then things change, and no call fails.
/// </summary>
[TestFixtureSource(typeof(RealClient), nameof(RealClient.All))]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class RealClientTests(RealClient client)
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly int? _listenerPort = client.Envoy is null ? null : FreePorts.Next();

    private XdsHostProcess _host = null!;
    private Backend _red = null!;
    private Backend _blue = null!;
    private Caller _caller = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var program = await client.Program();
        var envoy = client.Envoy is { } release ? Parts.EnvoyOf(release) : null;
        (_red, _blue, _host) = (Owns(new Backend("red")), Owns(new Backend("blue")), Owns(new XdsHostProcess()));
        await Task.WhenAll(_red.StartAsync(), _blue.StartAsync(), _host.StartAsync());
        await ServeAsync("first", _red);
        _caller = Owns(
            await Caller.StartAsync(program, envoy is null ? $"xds:///{ServiceResources.Name}" : await ThroughAsync(envoy), _host.XdsPort));
        await _caller.AnsweredByAsync("red");
    }

    [TearDown]
    public async Task StopAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
    }

    [Test]
    public async Task A_route_to_another_cluster_is_followed()
    {
        await ServeAsync("second", _blue);

        await OnlyBlueIsNeededAsync();
    }

    [Test]
    public async Task A_backend_that_moved_is_followed()
    {
        await ServeAsync("first", _blue);

        await OnlyBlueIsNeededAsync();
    }

    [Test]
    public async Task A_server_that_is_killed_and_comes_back_is_followed_again()
    {
        await _host.KillAsync();
        await _caller.AnsweredAsync(200);
        await _host.StartAsync();
        await _host.IsConnectedAsync(); // before there is anything to serve
        await _caller.AnsweredAsync(100);
        await ServeAsync("first", _red);
        await _host.IsInSyncAsync();
        await _caller.AnsweredAsync(200);
        await ServeAsync("second", _blue);

        await OnlyBlueIsNeededAsync();
    }

    private Task ServeAsync(string cluster, Backend backend) =>
        _host.SetAsync($"{cluster} to {backend.Name}", ServiceResources.Of(cluster, backend.Port, _listenerPort));

    private async Task OnlyBlueIsNeededAsync()
    {
        await _caller.AnsweredByAsync("blue");
        await _host.IsInSyncAsync();
        await _red.DisposeAsync();
        await _caller.AnsweredAsync(200);

        await TestContext.Out.WriteLineAsync($"{client}: {_caller.Answers.Count} calls answered, {_caller.Failures.Count} failed");
        Assert.That(_caller.Failures.Distinct(), Is.Empty);
    }

    /// <summary>Starts that Envoy; where its listener is.</summary>
    private async Task<string> ThroughAsync(string binary)
    {
        var adminPort = FreePorts.Next();
        var envoy = Owns(await EnvoyProcess.StartAsync(binary, EnvoyBootstrap.Render(adminPort, _host.XdsPort, client.Api), adminPort));
        await envoy.ReadyAsync();
        await envoy.HasListenersAsync(1);
        return $"ipv4:127.0.0.1:{_listenerPort}";
    }

    private T Owns<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
