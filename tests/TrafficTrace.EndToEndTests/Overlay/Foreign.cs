using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Overlay;

/// <summary>
/// A real Envoy on a static file, with the layer that <c>traffictrace generate overlay --for plain</c> prints, and what its collector sees.
/// </summary>
internal sealed class Foreign : IAsyncDisposable
{
    private readonly World _world;
    private readonly EnvoyRelease _release;
    private readonly EchoService _service;
    private readonly ForeignTracer _tracer;
    private EnvoyProcess? _envoy;

    private Foreign(World world, EnvoyRelease release, SpanSink sink, EchoService service, ForeignTracer tracer) =>
        (_world, _release, Sink, _service, _tracer) = (world, release, sink, service, tracer);

    /// <summary>What its tracer sends to, where that is Zipkin's.</summary>
    public SpanSink Sink { get; }

    public Proxy Proxy { get; } = new Proxy("edge-1", "web").Calling("backend");

    public EnvoyProcess Envoy => _envoy!;

    public int AdminPort { get; private set; }

    /// <param name="world">That it is a part of.</param>
    /// <param name="release">Of its Envoy.</param>
    /// <param name="tracer">Zipkin's where it is left out.</param>
    public static async Task<Foreign> StartAsync(World world, EnvoyRelease release, ForeignTracer? tracer = null)
    {
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.External("theirs")));
        var sink = await world.SinkAsync();
        var service = await world.ServiceAsync("backend");
        var foreign = world.Owns(new Foreign(world, release, sink, service, tracer ?? ForeignTracer.Zipkin(sink)));
        await world.ControlPlane.StartAndReadyAsync();
        await foreign.StartEnvoyAsync();
        return foreign;
    }

    /// <summary>Starts it, or starts it anew.</summary>
    public async Task StartEnvoyAsync()
    {
        await DisposeAsync();
        AdminPort = FreePorts.Next();
        var overlay = await CommandLine.RunAsync(
            "generate", "overlay", "--for", "plain", "--xds-port", $"{_world.ControlPlane.XdsPort}");
        _envoy = await EnvoyProcess.StartMergedAsync(
            Parts.EnvoyOf(_release), ForeignBootstrap.Render(Proxy, AdminPort, _service.Port, _tracer), overlay, AdminPort);
        await Envoy.ReadyAsync();
        await Eventually.AnsweredAsync(new Uri(Proxy.Outbound("backend"), "/warm-up"));
    }

    /// <summary>Starts the control plane anew, and waits until Envoy has taken its layer from it.</summary>
    public async Task ControlPlaneIsBackAsync()
    {
        var before = await UpdatesAsync();
        await _world.ControlPlane.StartAndReadyAsync();
        await Eventually.TrueAsync(
            async () => await UpdatesAsync() > before, TimeSpan.FromSeconds(10), "Envoy has its layer from the control plane");
    }

    private Task<long> UpdatesAsync() => Envoy.SumAsync("^runtime\\.update_success$");

    public ValueTask DisposeAsync() => _envoy?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Task<SampledShare> ShareAsync() => SampledShare.OpenAsync(Sink, Proxy, "backend");

    /// <summary>Has a policy of the external backend say this.</summary>
    /// <param name="sampling">In flow style.</param>
    /// <param name="more">More of its <c>conf</c>.</param>
    public void Say(string sampling, string more = "") => _world.Folder.Write(
        "policy.yaml", Manifests.TrafficTrace("all", "theirs", "kuma.io/service: web", $"sampling: {{{sampling}}}{more}"));

    public void SayNothing() => _world.Folder.Delete("policy.yaml");
}
