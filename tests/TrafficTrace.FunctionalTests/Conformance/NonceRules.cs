using Envoy.Service.Discovery.V3;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Nonces, versions, and what is in flight.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
internal sealed class NonceRules(Variant variant) : ConformanceTests(variant)
{
    [Test]
    public async Task R20_nonces_are_unique_in_a_stream()
    {
        Host.Set(Types.SelectMany(type => Make.All(type, "a")));
        var nonces = new List<string>();
        foreach (var type in Types) nonces.Add((await Client.FetchAsync(type, "a")).Nonce);
        foreach (var content in (int[])[2, 1]) // back to the first, too
        {
            Host.Set(Types.Select(type => Make.Of(type, "a", content)));
            for (var i = 0; i < Types.Count(); i++)
            {
                var answer = await Client.ReceiveAsync();
                nonces.Add(answer.Nonce);
                await Client.AckAsync(answer);
            }
        }

        Assert.That(nonces, Is.Unique.And.All.Not.Empty);
    }

    [Test]
    public async Task R21_a_nonce_from_another_stream_means_nothing([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.RequestAsync(type.TypeUrl, nonce: "17", names: "a");
        Assert.That((await Client.ReceiveAsync(type)).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R29_equal_content_has_an_equal_version_on_every_instance([ValueSource(nameof(Types))] ResourceType type)
    {
        await using var replica = await EngineHost.StartAsync();
        Host.Set(Make.Of(type, "b"), Make.Of(type, "a", 7));
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b"));
        replica.Set(Make.Of(type, "b"), Make.Of(type, "a"));
        await using var other = replica.Open(Variant);

        var here = await Client.FetchAsync(type, "a", "b");
        var there = await other.FetchAsync(type, "a", "b");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(there.Version, Is.EqualTo(here.Version).And.Not.Empty);
            Assert.That(
                there.Resources.Select(resource => resource.Version), Is.EqualTo(here.Resources.Select(resource => resource.Version)));
        }

        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2));
        Assert.That((await Client.AcceptAsync(type)).Version, Is.Not.EqualTo(here.Version));
    }

    [Test]
    public async Task R32_an_accepted_response_is_not_answered([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.FetchAsync(type, "a", "missing");
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a"), Make.Of(type, "not-subscribed"));
        await Client.ExpectQuietAsync();
        await Client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task R33_of_several_requests_the_last_counts([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b", "c"));
        await Client.SubscribeAsync(type, "a");
        await Client.SubscribeAsync(type, "a", "b");
        await Client.SubscribeAsync(type, "b", "c");
        var held = new HashSet<string>();
        while (!held.IsSupersetOf(["b", "c"])) held.UnionWith((await Client.AcceptAsync(type)).Names);
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b"), Make.Of(type, "c"));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R34_changes_while_a_response_is_in_flight_become_one([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.SubscribeAsync(type, "a");
        var first = await Client.ReceiveAsync(type);
        for (var content = 2; content < 6; content++) Host.Set(Make.Of(type, "a", content));
        await Client.ExpectQuietAsync();

        await Client.AckAsync(first);
        var second = await Client.AcceptAsync(type);
        Assert.That(second.Resources.Single().Body, Is.EqualTo(Make.Of(type, "a", 5).UnpackAny()));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R34_clusters_that_a_client_warms_do_not_hold_newer_ones_back()
    {
        Host.Set(Make.Cluster("a"));
        await Client.SubscribeAsync(ResourceType.Cluster);
        var first = await Client.ReceiveAsync(ResourceType.Cluster);
        Host.Set(Make.Cluster("a", 2));
        await Client.ExpectQuietAsync();

        Host.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await Client.ReceiveAsync(ResourceType.Cluster);
        await Client.AckAsync(first);
        await Client.NackAsync(second);
        await Client.ExpectQuietAsync();
        Assert.That(Host.Seen.Rejections.Single().Version, Is.EqualTo(second.Version));
    }

    [Test]
    public async Task R35_every_response_says_which_instance_it_is_from([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        Assert.That((await Client.FetchAsync(type, "a")).Identifier, Is.EqualTo("instance-1"));
    }
}
