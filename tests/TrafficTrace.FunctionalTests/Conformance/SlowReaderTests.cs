using System.Runtime.CompilerServices;
using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>A client that takes nothing holds up nobody, and not for ever.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SlowReaderTests
{
    private const int OneResponse = 8_000_000;

    [Test]
    public async Task R134_R135_a_client_that_takes_nothing_holds_up_nobody_and_is_cut_off()
    {
        var options = new XdsOptions();
        await using var host = await EngineHost.StartAsync(options);
        host.Set(Make.BigEndpoints("big", OneResponse, 1));
        using var stuck = Doors.Stream(host.Invoker, null);
        await stuck.RequestStream.WriteAsync(new DiscoveryRequest
        {
            Node = new Node { Id = EngineHost.NodeId },
            TypeUrl = ResourceType.Endpoints.TypeUrl,
            ResourceNames = { "big" },
        });
        await host.Seen.OpenStreamsAsync(1);

        await using var other = host.Open(Variant.Sotw);
        await other.FetchAsync(ResourceType.Endpoints, "big");
        for (var content = 2; content < 5; content++)
        {
            host.Set(Make.BigEndpoints("big", OneResponse, content));
            await other.AcceptAsync(ResourceType.Endpoints);
        }

        await host.CutOffAsync(options.SendTimeout, left: 1);
        await other.ExpectQuietAsync();
        // Had the server kept what was not taken, all of it would come now, and the end of the stream after it.
        var ended = await Assert.ThrowsAsync<RpcException>(
            () => stuck.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(XdsClient.Patience));
        Assert.That(ended!.StatusCode, Is.EqualTo(StatusCode.Internal), ended.Status.Detail);
    }

    [Test]
    public async Task R135_the_connection_of_a_client_that_is_stuck_ends_too_and_what_it_did_not_take_is_thrown_away()
    {
        var options = new XdsOptions();
        await using var host = await EngineHost.StartAsync(options, pings: TimeSpan.FromSeconds(1));
        host.Set(Make.Cluster("a"));
        await using var wire = new StallingWire(host.Address);
        await using var stuck = new SotwClient(wire.Invoker, null, EngineHost.NodeId);
        await stuck.FetchAsync(ResourceType.Cluster);
        var stream = Released(host);
        using var counts = new Counts(host.Server);

        wire.Stall();
        host.Set(Make.Cluster("a"), Make.BigEndpoints("big", OneResponse, 1));
        await stuck.SubscribeAsync(ResourceType.Endpoints, "big");
        await counts.ReachAsync("responses_sent", 1);
        await host.CutOffAsync(options.SendTimeout, left: 0);
        await host.Connections.OpenAsync(0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await wire.DrainAsync(), Is.LessThan(OneResponse));
            Assert.That(() => Collected(stream), Is.True.After(10).Seconds.PollEvery(50).MilliSeconds);
            Assert.That(counts["streams_cut_off"], Is.EqualTo(1));
            Assert.That(host.Log[^1].Message, Does.StartWith(EngineHost.NodeId).And.Contain("cut off"));
        }
    }

    // Not inlined, so that no local of the test keeps the stream.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Released(EngineHost host) => new(host.Seen.Open.Values.Single());

    private static bool Collected(WeakReference thing)
    {
        GC.Collect();
        return !thing.IsAlive;
    }
}
