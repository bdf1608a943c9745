using System.Text.Json;
using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
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
        var proxy = new Proxy("web-1", "web") { InboundPort = service.Port, ServicePort = FreePorts.Next() }.Calling("web");
        var peerPort = FreePorts.Next();
        world.Owns(await PeerAsync(peerPort, Template(proxy, sink)));
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.External("theirs")));
        await world.ControlPlane.StartAndReadyAsync();
        var envoy = world.Owns(await EnvoyAsync(world, proxy, peerPort, release));
        await envoy.ReadyAsync();
        await envoy.HasListenersAsync(1);
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

    // Each change gives every listener the number, as overall_sampling.
    private static async Task<ChildProcess> PeerAsync(int port, string template)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"peer-{port}.json");
        await File.WriteAllTextAsync(file, template);
        var http = FreePorts.Next();
        var peer = await ChildProcess.StartAsync(
            "peer",
            Parts.Peer,
            ["-n", "2", "-node", "default.web-%d", "-template", file, "-listen", $"127.0.0.1:{port}", "-http", $"127.0.0.1:{http}"]);
        using var client = new HttpClient();
        await peer.AnswersAsync(
            async () =>
            {
                using var content = new StringContent("""{"sampling": 1}""");
                try
                {
                    using var answer = await client.PutAsync(new Uri($"http://127.0.0.1:{http}/change"), content);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false; // it does not listen yet
                }
            },
            TimeSpan.FromSeconds(10));
        File.Delete(file);
        return peer;
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

    // As a control plane sends it whose proxies have no runtime layer: the number stands in the listener. The peer moves inbounds and
    // endpoints to addresses of its own: the one listener is an outbound, and its cluster is static.
    private static string Template(Proxy proxy, SpanSink sink)
    {
        string[] documents =
        [
            Manifests.Mesh(Manifests.Zipkin("sink", sink.Url, 1)), Manifests.TrafficTrace("all", "sink"), Manifests.Dataplane(proxy),
        ];
        var read = ResourceReader.Read(string.Join("---\n", documents), null, ReaderOptions.Default);
        var mesh = StoreSnapshot.Empty.With(Origin.File, PlacedResource.Nowhere(read.Resources), []).Meshes["default"];
        var configuration = ProxyConfiguration.Of(mesh, Core.Matching.Proxy.Of(mesh.Dataplanes[proxy.Name]));
        var resources = new ProxyTranslator().Translate(configuration, SamplingMode.Listener);
        var listener = resources[TypeUrls.Listener].Single(one => one.Name.StartsWith("outbound:", StringComparison.Ordinal));
        return JsonSerializer.Serialize(new Dictionary<string, string[]>
        {
            [TypeUrls.Cluster] = [Service(proxy).ToByteString().ToBase64(), resources.Collector!.UnpackAny().Value.ToBase64()],
            [TypeUrls.Listener] = [listener.UnpackAny().Value.ToBase64()],
        });
    }

    private static Cluster Service(Proxy proxy)
    {
        var address = new Address { SocketAddress = new SocketAddress { Address = "127.0.0.1", PortValue = (uint)proxy.InboundPort } };
        var endpoint = new LbEndpoint { Endpoint = new Endpoint { Address = address } };
        return new Cluster
        {
            Name = "web",
            Type = Cluster.Types.DiscoveryType.Static,
            ConnectTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
            LoadAssignment = new ClusterLoadAssignment
            {
                ClusterName = "web",
                Endpoints = { new LocalityLbEndpoints { LbEndpoints = { endpoint } } },
            },
        };
    }
}
