using System.Collections.Concurrent;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// One test's world: a folder of resources, the control plane on it, services and their Envoys. Disposing ends all of it, the
/// Envoys first.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly ConcurrentStack<IAsyncDisposable> _parts = new(); // Envoys of a test start side by side

    public World(params string[] controlPlaneOptions)
    {
        _ = Parts.Envoy; // where there is none the test is skipped, before a control plane is started in vain
        Folder = new ResourceFolder();
        ControlPlane = new ControlPlaneProcess(Folder.Path, controlPlaneOptions);
    }

    public ResourceFolder Folder { get; }

    public ControlPlaneProcess ControlPlane { get; }

    /// <summary>Takes what is to end with the test.</summary>
    public T Owns<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    public async Task<SpanSink> SinkAsync() => Owns(await SpanSink.StartAsync());

    public async Task<EchoService> ServiceAsync(string name, bool http2 = false) => Owns(await EchoService.StartAsync(name, http2));

    /// <summary>Writes the Dataplane of a proxy into a file of its own, named after it.</summary>
    public void Write(params Proxy[] proxies)
    {
        foreach (var proxy in proxies) Folder.Write($"dataplane-{proxy.Name}.yaml", Manifests.Dataplane(proxy));
    }

    /// <summary>An Envoy on the bootstrap that <c>traffictrace generate bootstrap</c> prints; not waited for.</summary>
    public async Task<EnvoyProcess> StartEnvoyAsync(
        Proxy proxy,
        EnvoyRelease release = EnvoyRelease.Current,
        ApiType api = ApiType.StateOfTheWorld,
        bool rtds = true,
        int? xdsPort = null,
        params string[] options)
    {
        var admin = FreePorts.Next();
        var bootstrap = await CommandLine.BootstrapAsync(proxy.Name, proxy.Service, xdsPort ?? ControlPlane.XdsPort, admin, api, rtds);
        return Owns(
            await EnvoyProcess.StartAsync(
                Parts.EnvoyOf(release), bootstrap, admin, options.Length == 0 ? ["--drain-strategy", "immediate"] : options));
    }

    /// <summary>The same, LIVE and with all listeners of the proxy.</summary>
    public async Task<EnvoyProcess> EnvoyAsync(
        Proxy proxy,
        EnvoyRelease release = EnvoyRelease.Current,
        ApiType api = ApiType.StateOfTheWorld,
        bool rtds = true,
        int? xdsPort = null,
        params string[] options)
    {
        var envoy = await StartEnvoyAsync(proxy, release, api, rtds, xdsPort, options);
        await envoy.ReadyAsync();
        await envoy.HasListenersAsync(proxy.Outbounds.Count + (proxy.InboundPort == 0 ? 0 : 1));
        return envoy;
    }

    /// <summary>An Envoy on a bootstrap with options of the test's own; LIVE, and with all listeners of the proxy.</summary>
    public async Task<EnvoyProcess> EnvoyAsync(Proxy proxy, EnvoyRelease release, int xdsPort, string[] bootstrapOptions)
    {
        var admin = FreePorts.Next();
        var bootstrap = await CommandLine.RunAsync(
            ["generate", "bootstrap", "--name", proxy.Name, "--service", proxy.Service, "--xds-port", $"{xdsPort}",
                "--admin-port", $"{admin}", .. bootstrapOptions]);
        var envoy = Owns(await EnvoyProcess.StartAsync(Parts.EnvoyOf(release), bootstrap, admin, ["--drain-strategy", "immediate"]));
        await envoy.ReadyAsync();
        await envoy.HasListenersAsync(proxy.Outbounds.Count + (proxy.InboundPort == 0 ? 0 : 1));
        return envoy;
    }

    public TrafficMaker Traffic(Uri outbound, int keepAlive = 4, int fresh = 1, int http2 = 2) =>
        Owns(new TrafficMaker(outbound.Port, keepAlive, fresh, http2));

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
        await ControlPlane.DisposeAsync();
        Folder.Dispose();
    }
}
