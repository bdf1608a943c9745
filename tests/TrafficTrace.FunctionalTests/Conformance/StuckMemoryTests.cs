using System.Collections.Concurrent;
using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>What clients that were cut off had not taken is freed. Alone in the process, since it looks at memory.</summary>
[Category("Long")]
[NonParallelizable]
internal sealed class StuckMemoryTests
{
    private const int OneResponse = 8_000_000;
    private const int FirstRounds = 2;
    private const int Rounds = 16;
    private const int SlowRounds = 3;
    private const int AtOnce = 4;

    private readonly XdsOptions _options = new();

    [Test]
    public async Task R135_a_reset_frees_what_is_due_on_a_connection_that_goes_on()
    {
        await using var host = await EngineHost.StartAsync(_options);
        host.Set(Make.BigEndpoints("big", OneResponse));
        var calls = new List<AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse>>();
        var grown = await GrowthAsync(Rounds, async () =>
        {
            var stuck = Doors.Stream(host.Invoker, null);
            calls.Add(stuck);
            await stuck.RequestStream.WriteAsync(ForBig());
            await host.Seen.OpenStreamsAsync(1);
            await host.CutOffAsync(_options.SendTimeout, left: 0);
        });
        Assert.That(grown, Is.LessThan(Rounds / 2 * OneResponse), "a late thread's pool may fill, but not one a round");
        foreach (var stuck in calls) stuck.Dispose();
    }

    [Test]
    public async Task R135_pings_end_a_connection_that_is_stuck_and_free_what_is_due_on_it()
    {
        await using var host = await EngineHost.StartAsync(_options, pings: TimeSpan.FromSeconds(1));
        host.Set(Make.BigEndpoints("big", OneResponse));
        var wires = new ConcurrentBag<StallingWire>();
        var grown = await GrowthAsync(SlowRounds, async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => StallAsync()));
            await host.CutOffAsync(_options.SendTimeout, left: 0);
            await host.Connections.OpenAsync(0);
        });
        Assert.That(grown, Is.LessThan(AtOnce * OneResponse), "a pool may hold a round's buffers, but not those of several rounds");
        foreach (var wire in wires) await wire.DisposeAsync();

        async Task StallAsync()
        {
            var wire = new StallingWire(host.Address);
            wires.Add(wire);
            using var stuck = Doors.Stream(wire.Invoker, null);
            await stuck.RequestStream.WriteAsync(
                new DiscoveryRequest { Node = new Node { Id = EngineHost.NodeId }, TypeUrl = ResourceType.Cluster.TypeUrl });
            await stuck.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(XdsClient.Patience);
            wire.Stall();
            await stuck.RequestStream.WriteAsync(ForBig());
        }
    }

    // Buffers are pooled, by thread too: what the first rounds left stays, and a few later ones fill the pools of other threads. What
    // streams left behind would come with every round.
    private static async Task<long> GrowthAsync(int rounds, Func<Task> round)
    {
        var memory = new List<long>();
        for (var i = 0; i < FirstRounds + rounds; i++)
        {
            await round();
            memory.Add(await SettledMemory.ReadAsync(OneResponse / 100)); // or the next round would need buffers beside those of this one
        }

        var grown = memory[^1] - memory[FirstRounds - 1];
        await TestContext.Out.WriteLineAsync($"{rounds} rounds of clients that took nothing left {grown:n0} B");
        return grown;
    }

    private static DiscoveryRequest ForBig() =>
        new() { Node = new Node { Id = EngineHost.NodeId }, TypeUrl = ResourceType.Endpoints.TypeUrl, ResourceNames = { "big" } };
}
