using Grpc.Core;
using Grpc.Net.Client;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Streams of ever new nodes that end in every way at every stage. Alone in the process, since it looks at memory.</summary>
[Category("Long")]
[NonParallelizable]
internal sealed class StreamLeakTests
{
    private const int Streams = 600;
    private const int Rounds = 6;
    private const long Tolerated = 300_000; // 500 B a stream; one that is kept takes several thousand

    private static readonly string Padding = new('x', 1_000); // so that an id that is kept somewhere is seen as well
    private static readonly StreamStage[] Stages = Enum.GetValues<StreamStage>();

    [Test]
    public async Task R13_memory_does_not_grow_with_the_streams_that_were()
    {
        await using var host = await EngineHost.StartAsync();
        using var counts = new Counts(host.Server);
        var memory = new List<long>();
        for (var round = 0; round <= Rounds; round++)
        {
            await EndManyAsync(host, counts, $"round-{round}");
            memory.Add(await SettledMemory.ReadAsync(Tolerated / 10));
        }

        // What other tests left goes at some time, and pools grow at another: what streams leave comes with every round.
        long[] growths = [.. memory.Zip(memory.Skip(1), (before, after) => after - before).Order()];
        await TestContext.Out.WriteLineAsync($"{Streams} streams left {string.Join(", ", growths.Select(grown => $"{grown:n0}"))} B");
        Assert.That(growths[Rounds / 2], Is.LessThan(Tolerated));
        Assert.That(counts["streams_active"], Is.Zero);
        Assert.That(counts["responses_pending"], Is.Zero);
    }

    // On a connection of their own: while it lasts Kestrel keeps streams that are over, to use them again.
    private static async Task EndManyAsync(EngineHost host, Counts counts, string name)
    {
        using (var channel = GrpcChannel.ForAddress(host.Address, new GrpcChannelOptions { DisposeHttpClient = true }))
        {
            var invoker = channel.CreateCallInvoker();
            for (var i = 0; i < Streams; i++)
            {
                var nodeId = $"{name}-{i}-{Padding}";
                await using var client = EngineHost.Open((Variant)(i % 2), invoker, nodeId: nodeId);
                await EndOneAsync(host, client, nodeId, Stages[i / 2 % Stages.Length], way: i / 2 / Stages.Length % 3);
            }

            await host.Seen.OpenStreamsAsync(0);
        }

        await host.Connections.OpenAsync(0);
        await counts.BeAsync("streams_active", 0);
        host.Seen.Rejections.Clear();
    }

    private static async Task EndOneAsync(EngineHost host, XdsClient client, string nodeId, StreamStage stage, int way)
    {
        var key = new SnapshotKey(nodeId, "");
        if (stage.HasSnapshot()) host.Cache.Set(key, Snapshot.Create([Make.Cluster("a")]));
        await client.BringAsync(stage);
        if (way == 0) await client.EndAsync();
        if (way == 1) await client.RequestAsync("");
        if (way == 1) await client.ExpectStatusAsync(StatusCode.InvalidArgument);
        host.Cache.Remove(key);
    }
}
