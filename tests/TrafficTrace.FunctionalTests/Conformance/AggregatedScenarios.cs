using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>The harness's scenarios that need two types on one stream.</summary>
internal sealed class AggregatedScenarios() : ScenarioTests(aggregated: true)
{
    private static IEnumerable<TestCaseData<ResourceType, ResourceType>> SotwPairs => [new(Cds, Lds), new(Rds, Eds)];

    private static IEnumerable<TestCaseData<ResourceType, ResourceType>> DeltaPairs =>
        [new(Cds, Lds), new(Lds, Cds), new(Rds, Eds), new(Eds, Rds)];

    [TestCaseSource(nameof(SotwPairs))]
    public async Task S9_an_update_of_one_type_leaves_the_other_alone(ResourceType first, ResourceType second)
    {
        await GivenAsync([(first, "A"), (first, "B"), (second, "A"), (second, "B")]);
        await using var client = Open(Variant.Sotw, first);
        await client.SubscribeAsync(first, "B");
        await ReceiveAsync(client, first, "1", "B");
        await client.SubscribeAsync(second, "B");
        await ReceiveAsync(client, second, "1", "B");
        await UpdateAsync(first, "B");
        await ReceiveAsync(client, first, "2", "B");
        await client.ExpectNothingMoreAsync();
    }

    [TestCaseSource(nameof(DeltaPairs))]
    public async Task S18_two_types_are_served_on_one_stream(ResourceType first, ResourceType second)
    {
        await GivenAsync([(first, "A"), (second, "A")]);
        await using var client = Open(Variant.Delta, first);
        await client.SubscribeAsync(first, "A");
        await ReceiveAsync(client, first, "1", "A");
        await client.SubscribeAsync(second, "A");
        await ReceiveAsync(client, second, "1", "A");
        await UpdateAsync(first, "A");
        await ReceiveAsync(client, first, "2", "A");
        await UpdateAsync(second, "A");
        await ReceiveAsync(client, second, "2", "A");
        await client.ExpectNothingMoreAsync();
    }
}
