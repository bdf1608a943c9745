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
}
