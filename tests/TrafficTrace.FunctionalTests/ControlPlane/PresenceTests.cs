using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Net.Client;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>What the log says of proxies that come and go.</summary>
internal sealed class PresenceTests
{
    [Test]
    public async Task A_proxy_that_comes_and_goes_is_told_and_who_only_looks_is_not()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        plane.Resources.Put(Documents.All);
        using var channel = GrpcChannel.ForAddress($"http://{plane.XdsAddress}");
        using var dump = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel)
            .StreamAggregatedResources(deadline: TestControlPlane.Deadline.AddSeconds(20)); // two proxies come and go meanwhile
        var looking = new Node { Id = "default.web-1", UserAgentName = "traffictrace-dump" };
        await dump.RequestStream.WriteAsync(new DiscoveryRequest { Node = looking, TypeUrl = TypeUrls.Cluster });
        Assert.That(await dump.ResponseStream.MoveNext(CancellationToken.None), Is.True);

        await ComeAndGoAsync(plane, "default.web-1", rtds: false);
        await dump.RequestStream.CompleteAsync();
        Assert.That(await dump.ResponseStream.MoveNext(CancellationToken.None), Is.False);
        await ComeAndGoAsync(plane, "default.api-1", rtds: true);
        Assert.That(plane.Log.Lines.Where(line => line.StartsWith("default.", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "default.web-1 connected; it takes its sampling by listener (drains)", "default.web-1 has no stream any more",
            "default.api-1 connected; it takes its sampling by rtds", "default.api-1 has no stream any more",
        }));
    }

    [Test]
    [Platform(Include = "Linux")] // other systems may have no loopback address but 127.0.0.1
    public async Task A_node_id_that_connects_from_two_addresses_is_told_once()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.Clusters.Any());
        foreach (var address in (string[])["127.0.0.66", "127.0.0.67"])
        {
            using var channel = BoundChannel.From(address, $"http://{plane.XdsAddress}");
            using var twin = await EnvoyDouble.ConnectAsync(channel, "default.web-1", delta: false, rtds: true);
            await twin.UntilAsync(envoy => envoy.Clusters.Any());
        }

        using var last = await plane.ConnectAsync("default.api-1");
        await plane.Log.SaysAsync("default.api-1 connected");
        Assert.That(plane.Log.Lines, Has.Exactly(1).Contains("default.web-1 is connected from 127.0.0.1 and from 127.0.0.66"));
        Assert.That(plane.Log.Lines, Has.None.Contains("127.0.0.67"));
    }

    private static async Task ComeAndGoAsync(TestControlPlane plane, string node, bool rtds)
    {
        using (await plane.ConnectAsync(node, rtds)) await plane.Log.SaysAsync($"{node} connected");
        await plane.Log.SaysAsync($"{node} has no stream any more");
    }
}
