using Grpc.Core;
using TrafficTrace.FunctionalTests.Clients;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Nobody shuts a proxy out by opening streams under its node id.</summary>
internal sealed class StreamLimitTests
{
    private const int Most = 3;

    [Test]
    [Platform(Include = "Linux")] // other systems may have no loopback address but 127.0.0.1
    public async Task A_stream_of_another_address_ends_the_oldest_of_the_many_and_it_is_told()
    {
        await using var host = await EngineHost.StartAsync(new XdsOptions { MaxStreamsPerNode = Most });
        host.Set(Make.Cluster("a"));
        using var elsewhere = BoundChannel.From("127.0.0.66", host.Address);
        var many = new List<XdsClient>();
        try
        {
            for (var i = 0; i < Most; i++)
            {
                many.Add(new SotwClient(elsewhere.CreateCallInvoker(), null, EngineHost.NodeId));
                await many[i].FetchAsync(ResourceType.Cluster);
            }

            await using var proxy = host.Open(Variant.Sotw);
            await proxy.FetchAsync(ResourceType.Cluster);
            var told = await many[0].ExpectStatusAsync(StatusCode.ResourceExhausted);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(told.Detail, Does.Contain("127.0.0.1"));
                var expected = $"{EngineHost.NodeId} has {Most} streams.*127.0.0.66.*127.0.0.1";
                Assert.That(host.Log.Select(line => line.Message), Has.Exactly(1).Match(expected));
            }

            await many[1].ExpectQuietAsync();
        }
        finally
        {
            foreach (var client in many) await client.DisposeAsync();
        }
    }

    [Test]
    public async Task A_client_that_is_refused_is_told_what_to_do_and_the_log_once_a_minute([Values] bool ofOneNode)
    {
        var options = ofOneNode ? new XdsOptions { MaxStreamsPerNode = 1 } : new XdsOptions { MaxStreams = 1 };
        await using var host = await EngineHost.StartAsync(options);
        host.Set(Make.Cluster("a"));
        await using var first = host.Open(Variant.Sotw);
        await first.FetchAsync(ResourceType.Cluster);
        var expected = $"{EngineHost.NodeId} is refused: .*1 streams.*" + (ofOneNode ? "a node may have" : "another instance");
        foreach (var lines in (int[])[1, 1, 2])
        {
            if (lines == 2) host.Time.Advance(TimeSpan.FromMinutes(1));
            await using var refused = host.Open(Variant.Sotw);
            await refused.SubscribeAsync(ResourceType.Cluster);
            var told = await refused.ExpectStatusAsync(StatusCode.ResourceExhausted);
            Assert.That(told.Detail, Does.Contain(ofOneNode ? "a node id of its own" : "try again later"));
            Assert.That(host.Log.Select(line => line.Message), Has.Exactly(lines).Match(expected));
        }
    }
}
