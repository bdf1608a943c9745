using Grpc.Core;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Streams of ever new nodes that end in every way at every stage. Alone in the process, since it looks at memory.</summary>
[Category("Long")]
[NonParallelizable]
internal sealed class StreamLeakTests
{
    private const int Streams = 600;
    private const long Tolerated = 300_000; // 500 B a stream; one that is kept takes several thousand

    private static readonly string Padding = new('x', 1_000); // so that an id that is kept somewhere is seen as well
    private static readonly StreamStage[] Stages = Enum.GetValues<StreamStage>();

    [Test]
    public async Task R13_memory_does_not_grow_with_the_streams_that_were()
    {
        await using var host = await EngineHost.StartAsync();
        using var counts = new Counts(host.Server);
        await EndManyAsync(host, counts, "warm");
        var memory = await SettledMemoryAsync();
        await EndManyAsync(host, counts, "later");
        var grown = await SettledMemoryAsync() - memory;
        await TestContext.Out.WriteLineAsync($"{Streams} streams left {grown:n0} B");
        Assert.That(grown, Is.LessThan(Tolerated));
        Assert.That(counts["streams_active"], Is.Zero);
        Assert.That(counts["responses_pending"], Is.Zero);
    }

    // Kestrel keeps streams whose client has not ended its side for five seconds more: memory counts once it falls no further.
    private static async Task<long> SettledMemoryAsync()
    {
        using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var lowest = GC.GetTotalMemory(forceFullCollection: true);
        for (var quiet = 0; quiet < 7; quiet++)
        {
            await seconds.WaitForNextTickAsync();
            var now = GC.GetTotalMemory(forceFullCollection: true);
            if (now >= lowest - 50_000) continue;
            (lowest, quiet) = (now, 0);
        }

        return lowest;
    }

    private static async Task EndManyAsync(EngineHost host, Counts counts, string name)
    {
        for (var i = 0; i < Streams; i++)
            await EndOneAsync(host, $"{name}-{i}-{Padding}", (Variant)(i % 2), Stages[i / 2 % Stages.Length], i / 2 / Stages.Length % 3);
        await host.Seen.OpenStreamsAsync(0);
        await counts.BeAsync("streams_active", 0);
        host.Seen.Rejections.Clear();
    }

    private static async Task EndOneAsync(EngineHost host, string nodeId, Variant variant, StreamStage stage, int way)
    {
        var key = new SnapshotKey(nodeId, "");
        if (stage.HasSnapshot()) host.Cache.Set(key, Snapshot.Create([Make.Cluster("a")]));
        await using var client = host.Open(variant, nodeId: nodeId);
        await client.BringAsync(stage);
        if (way == 0) await client.EndAsync();
        if (way == 1) await client.RequestAsync("");
        if (way == 1) await client.ExpectStatusAsync(StatusCode.InvalidArgument);
        host.Cache.Remove(key);
    }
}
