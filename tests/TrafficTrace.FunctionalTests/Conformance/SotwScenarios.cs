using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>The harness's scenarios for state-of-the-world, on ADS and on services of one type.</summary>
[TestFixture(true)]
[TestFixture(false)]
internal sealed class SotwScenarios(bool aggregated) : ScenarioTests(aggregated)
{
    [Test]
    public async Task S1_a_wildcard_gets_all_in_one_response([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C");
        await using var client = await SubscribeAsync(type);
        await ReceiveAsync(client, type, "1", "A", "B", "C");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S2_an_update_brings_all_in_one_response([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C");
        await using var client = await SubscribeAsync(type);
        await ReceiveAsync(client, type, "1", "A", "B", "C");
        await UpdateAsync(type, "A");
        await ReceiveAsync(client, type, "2", "A", "B", "C");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S3_an_addition_brings_all_in_one_response([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C");
        await using var client = await SubscribeAsync(type);
        await ReceiveAsync(client, type, "1", "A", "B", "C");
        await AddAsync(type, "D");
        await ReceiveAsync(client, type, "2", "A", "B", "C", "D");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S4_a_subset_is_served_by_name([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C", "D");
        await using var client = await SubscribeAsync(type, "B", "D");
        await ReceiveAsync(client, type, "1", "B", "D");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S5_an_update_of_one_subscribed_resource_brings_all_subscribed([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C", "D");
        await using var client = await SubscribeAsync(type, "B", "D");
        await ReceiveAsync(client, type, "1", "B", "D");
        await UpdateAsync(type, "B");
        await ReceiveAsync(client, type, "2", "B", "D");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S6_an_update_of_one_subscribed_resource_brings_that_one([ValueSource(nameof(PartialTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C", "D");
        await using var client = await SubscribeAsync(type, "B", "D");
        await ReceiveAsync(client, type, "1", "B", "D");
        await UpdateAsync(type, "B");
        await ReceiveAsync(client, type, "2", "B");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S7_a_missing_resource_comes_with_the_others_when_it_appears([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C");
        await using var client = await SubscribeAsync(type, "A", "Z");
        await ReceiveAsync(client, type, "1", "A");
        await AddAsync(type, "Z");
        await ReceiveAsync(client, type, "2", "A", "Z");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S8_a_missing_resource_comes_when_it_appears([ValueSource(nameof(PartialTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C");
        await using var client = await SubscribeAsync(type, "A", "Z");
        await ReceiveAsync(client, type, "1", "A");
        await AddAsync(type, "Z");
        await ReceiveAsync(client, type, "2", "Z");
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S10_after_narrowing_an_update_comes([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B", "C");
        await using var client = await SubscribeAsync(type, "A", "B", "C");
        await ReceiveAsync(client, type, "1", "A", "B", "C");
        await client.SubscribeAsync(type, "A");
        await UpdateAsync(type, "A");
        // The update may be faster than the request that narrows; then all three come once, and the one again never.
        var answer = await client.AcceptAsync(type);
        Assert.That(answer.Names, type.Complete ? Does.Contain("A") : Is.EqualTo(new[] { "A" }));
        Assert.That(answer.Version, Is.EqualTo("2"));
        await client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task S12_after_unsubscribing_from_all_nothing_comes([ValueSource(nameof(AllTypes))] ResourceType type)
    {
        await GivenAsync(type, "A", "B");
        await using var client = await SubscribeAsync(type, "A", "B");
        await ReceiveAsync(client, type, "1", "A", "B");
        await client.SubscribeAsync(type, "");
        if (type.Complete) await ReceiveAsync(client, type, "1");
        else await AddAsync(type, "", "1b"); // what appears under the odd name shows that the request was read
        if (!type.Complete) await ReceiveAsync(client, type, "1b", "");
        await UpdateAsync(type, "B");
        await client.ExpectNothingMoreAsync();
    }

    private async Task<XdsClient> SubscribeAsync(ResourceType type, params string[] names)
    {
        var client = Open(Variant.Sotw, type);
        await client.SubscribeAsync(type, names);
        return client;
    }
}
