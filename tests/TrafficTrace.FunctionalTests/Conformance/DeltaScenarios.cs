using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>The harness's scenarios for delta, on ADS and on services of one type.</summary>
[TestFixture(true)]
[TestFixture(false)]
internal sealed class DeltaScenarios(bool aggregated) : ScenarioTests(aggregated)
{
    [Test]
    public async Task S4_a_subset_is_served_by_name([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C", "D");
        await using var client = await SubscribeAsync(type, "B", "D");
        await ReceiveAsync(client, type, "1", "B", "D");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S13_a_second_subscription_is_served_on_the_same_stream([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B");
        await using var client = await SubscribeAsync(type, "A");
        await ReceiveAsync(client, type, "1", "A");
        await client.SubscribeAsync(type, "A", "B");
        await ReceiveAsync(client, type, "1", "B");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S14_only_what_was_updated_comes([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C");
        await using var client = await SubscribeAsync(type, "A", "B", "C");
        await ReceiveAsync(client, type, "1", "A", "B", "C");
        await UpdateAsync(type, "A");
        await ReceiveAsync(client, type, "2", "A");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S15_a_missing_resource_is_told_and_comes_alone_when_it_appears([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A");
        await using var client = await SubscribeAsync(type, "A", "Z");
        var first = await client.AcceptAsync(type);
        Assert.That(first.Names, Is.EqualTo(new[] { "A" }));
        Assert.That(first.Removed, Is.EqualTo(new[] { "Z" }));
        await AddAsync(type, "Z");
        await ReceiveAsync(client, type, "2", "Z");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S16_a_removal_is_told_and_an_addition_comes_alone([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B");
        await using var client = await SubscribeAsync(type, "A", "B");
        await ReceiveAsync(client, type, "1", "A", "B");
        await RemoveAsync(type, "A");
        Assert.That((await client.AcceptAsync(type)).Removed, Is.EqualTo(new[] { "A" }));
        await AddAsync(type, "A", "3");
        await ReceiveAsync(client, type, "3", "A");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S17_what_was_unsubscribed_never_comes([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B");
        await using var client = await SubscribeAsync(type, "A", "B");
        await ReceiveAsync(client, type, "1", "A", "B");
        foreach (var rest in new string[][] { ["B", "not-there-1"], ["not-there-1", "not-there-2"] })
        {
            await client.SubscribeAsync(type, rest);
            await client.AcceptAsync(type); // the answer to the missing name shows that the request was read
        }

        await UpdateAsync(type, "A");
        await UpdateAsync(type, "B", "3");
        await client.ExpectNothingMoreAsync();
    }

    private async Task<XdsClient> SubscribeAsync(ResourceType type, params string[] names)
    {
        var client = Open(Variant.Delta, type);
        await client.SubscribeAsync(type, names);
        return client;
    }
}
