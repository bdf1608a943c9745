using System.Text.Json;
using Envoy.Api.Protos;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.EndToEndTests.Harness;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.EndToEndTests.Overlay;

/// <summary>A real Envoy that has its listeners from another control plane over ADS, and its runtime layer from ours.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OtherControlPlaneTests
{
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Its_listeners_stay_and_its_sampling_moves([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var service = await world.ServiceAsync("web");
        var proxy = new Proxy("web-1", "web") { ServicePort = service.Port }.Calling("web");
        var peerPort = FreePorts.Next();
        world.Owns(await PeerAsync(peerPort, Template(proxy, sink)));
        world.Folder.Write("mesh.yaml", "type: Mesh\nname: default\ntracing:\n  backends:\n  - {name: theirs, type: external}\n");
        await world.ControlPlane.StartAndReadyAsync();
        var envoy = world.Owns(await EnvoyAsync(world, proxy, peerPort, release));
        await envoy.ReadyAsync();
        await envoy.HasListenersAsync(2);
        await Eventually.AnsweredAsync(new Uri(proxy.Outbound("web"), "/warm-up"));
        await using var share = await SampledShare.OpenAsync(sink, proxy, "web");
        var before = await envoy.ListenerHistoryAsync();
        await share.IsAsync(1, 2_000);

        foreach (var (overall, requests) in new[] { (100, 400), (0, 400) })
        {
            world.Folder.Write(
                "policy.yaml", Manifests.TrafficTrace("all", "theirs", "kuma.io/service: web", $"sampling: {{overall: {overall}}}"));
            await Task.Delay(Live);
            await share.IsAsync(overall, requests);
        }

        world.Folder.Delete("policy.yaml");
        await Task.Delay(Live);
        await share.IsAsync(1, 2_000);
        Assert.That(await envoy.ListenerHistoryAsync(), Is.EqualTo(before));
    }

    private static async Task<ChildProcess> PeerAsync(int port, string template)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"peer-{port}.json");
        await File.WriteAllTextAsync(file, template);
        return await ChildProcess.StartAsync(
            "peer", Parts.Peer,
            [
                "-n", "2", "-node", "default.web-%d", "-template", file,
                "-listen", $"127.0.0.1:{port}", "-http", $"127.0.0.1:{FreePorts.Next()}",
            ]);
    }

    private static async Task<EnvoyProcess> EnvoyAsync(World world, Proxy proxy, int peerPort, EnvoyRelease release)
    {
        var admin = FreePorts.Next();
        var bootstrap = await CommandLine.BootstrapAsync(proxy.Name, proxy.Service, peerPort, admin, ApiType.StateOfTheWorld, rtds: false);
        var overlay = await CommandLine.RunAsync("generate", "overlay", "--for", "plain", "--xds-port", $"{world.ControlPlane.XdsPort}");
        return await EnvoyProcess.StartMergedAsync(Parts.EnvoyOf(release), WithQuickSpans(bootstrap), overlay, admin);
    }

    // There is one admin layer in a bootstrap, and that of the overlay is the last.
    private static string WithQuickSpans(string bootstrap)
    {
        var lines = bootstrap.Split('\n').ToList();
        var admin = lines.FindIndex(line => line.StartsWith("  - name: admin", StringComparison.Ordinal));
        lines.RemoveRange(admin, 2);
        lines.Insert(admin, $"  - {EnvoyProcess.QuickSpans}");
        return string.Join('\n', lines);
    }

    // As a control plane sends it whose proxies have no runtime layer: 1 % stands in the listeners.
    private static string Template(Proxy proxy, SpanSink sink)
    {
        string[] documents =
        [
            Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, 1)), Manifests.TrafficTrace("all", "sink"), Manifests.Dataplane(proxy),
        ];
        var read = ResourceReader.Read(string.Join("---\n", documents), null, ReaderOptions.Default);
        var mesh = StoreSnapshot.Empty.With(Origin.File, PlacedResource.Nowhere(read.Resources), []).Meshes["default"];
        var configuration = ProxyConfiguration.Of(mesh, Core.Matching.Proxy.Of(mesh.Dataplanes[proxy.Name]));
        var sets = new ProxyTranslator().Translate(configuration, SamplingMode.Listener).Sets;
        return JsonSerializer.Serialize(sets.Where(set => !set.Resources.IsEmpty && set.TypeUrl != TypeUrls.Runtime).ToDictionary(
            set => set.TypeUrl, set => set.Resources.Select(one => one.UnpackAny().Value.ToBase64()).ToArray()));
    }
}
