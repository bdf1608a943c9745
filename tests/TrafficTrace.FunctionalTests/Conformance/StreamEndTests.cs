using Grpc.Core;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>However and whenever a stream ends, nothing of it stays.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
[Parallelizable(ParallelScope.All)]
internal sealed class StreamEndTests(Variant variant)
{
    [Test]
    public async Task R12_a_half_closed_stream_ends_well([Values] StreamStage stage)
    {
        await using var host = await EngineHost.StartAsync();
        using var counts = new Counts(host.Server);
        if (stage.HasSnapshot()) host.Set(Make.Cluster("a"));
        await using var client = host.Open(variant);
        await client.BringAsync(stage);
        Assert.That(await client.EndAsync(), Is.Empty);
        await ExpectNothingLeftAsync(host, counts);
    }

    [Test]
    public async Task R13_a_stream_that_the_client_resets_leaves_nothing_behind([Values] StreamStage stage)
    {
        await using var host = await EngineHost.StartAsync();
        using var counts = new Counts(host.Server);
        if (stage.HasSnapshot()) host.Set(Make.Cluster("a"));
        var client = host.Open(variant);
        await client.BringAsync(stage);
        await client.DisposeAsync();
        await ExpectNothingLeftAsync(host, counts);
    }

    [Test]
    public async Task R13_a_connection_that_breaks_leaves_nothing_behind([Values] StreamStage stage)
    {
        await using var host = await EngineHost.StartAsync();
        using var counts = new Counts(host.Server);
        if (stage.HasSnapshot()) host.Set(Make.Cluster("a"));
        var wire = new StallingWire(host.Address);
        await using XdsClient client = variant == Variant.Sotw
            ? new SotwClient(wire.Invoker, null, EngineHost.NodeId)
            : new DeltaClient(wire.Invoker, null, EngineHost.NodeId);
        await client.BringAsync(stage);
        if (stage != StreamStage.Silent) await counts.ReachAsync("requests_received", 1);
        await wire.DisposeAsync();
        await host.Connections.OpenAsync(0);
        await ExpectNothingLeftAsync(host, counts);
    }

    [Test]
    public async Task R2_a_stream_that_breaks_the_protocol_leaves_nothing_behind([Values] StreamStage stage)
    {
        await using var host = await EngineHost.StartAsync();
        using var counts = new Counts(host.Server);
        if (stage.HasSnapshot()) host.Set(Make.Cluster("a"));
        await using var client = host.Open(variant);
        await client.BringAsync(stage);
        await client.RequestAsync("");
        await client.ExpectStatusAsync(StatusCode.InvalidArgument);
        await ExpectNothingLeftAsync(host, counts);
    }

    [Test]
    public async Task A_stream_that_ends_between_the_answers_to_two_responses_of_a_type_leaves_none_pending()
    {
        await using var host = await EngineHost.StartAsync();
        using var counts = new Counts(host.Server);
        host.Set(Make.Cluster("a"));
        await using var client = host.Open(variant);
        await client.SubscribeAsync(ResourceType.Cluster);
        var first = await client.ReceiveAsync(ResourceType.Cluster);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        host.Set(Make.Cluster("a", 2));
        await client.ReceiveAsync(ResourceType.Cluster);
        await client.AckAsync(first);
        Assert.That(await client.EndAsync(), Is.Empty);
        await host.Seen.OpenStreamsAsync(0);
        Assert.That(counts["responses_pending"], Is.Zero);
    }

    private static async Task ExpectNothingLeftAsync(EngineHost host, Counts counts)
    {
        await counts.BeAsync("streams_active", 0);
        await host.Seen.OpenStreamsAsync(0);
        await counts.BeAsync("responses_pending", 0);
        Assert.That(host.Server.Streams, Is.Empty);
    }
}
