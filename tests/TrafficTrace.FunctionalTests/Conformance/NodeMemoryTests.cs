using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Of a node only what is used is kept while its stream lasts. Alone in the process, since it looks at memory.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
[Category("Long")]
[NonParallelizable]
internal sealed class NodeMemoryTests(Variant variant)
{
    private const int Streams = 30;
    private const int Fields = 20_000;
    private const long Tolerated = 15_000_000; // the metadata takes as much four times over

    [Test]
    public async Task Metadata_of_a_node_is_not_kept()
    {
        await using var host = await EngineHost.StartAsync();
        var clients = new List<XdsClient>();
        try
        {
            await OpenAsync(host, clients, "warm");
            var before = await SettledMemory.ReadAsync(still: Tolerated / 10);
            for (var i = 0; i < Streams; i++) await OpenAsync(host, clients, $"node-{i}");
            var grown = await SettledMemory.ReadAsync(still: Tolerated / 10) - before;
            await TestContext.Out.WriteLineAsync($"{Streams} nodes with {Fields} fields of metadata each take {grown:n0} B");
            Assert.That(grown, Is.LessThan(Tolerated));
            Assert.That(host.Server.Streams.Select(stream => stream.Start.Node.Metadata), Is.All.Null);
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    private async Task OpenAsync(EngineHost host, List<XdsClient> clients, string id)
    {
        var client = host.Open(variant, nodeId: id);
        clients.Add(client);
        var metadata = new Struct();
        for (var i = 0; i < Fields; i++) metadata.Fields.Add($"field-{i}", Value.ForString($"value-{i}"));
        await client.RequestAsync(ResourceType.Cluster.TypeUrl, new Node { Id = id, Metadata = metadata });
        await host.Seen.OpenStreamsAsync(clients.Count);
    }
}
