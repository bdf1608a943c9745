using Envoy.Service.Discovery.V3;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>What state-of-the-world subscriptions mean, and what stale requests are good for.</summary>
[TestFixture(Variant.Sotw)]
internal sealed class SotwSubscriptionRules(Variant variant) : ConformanceTests(variant)
{
    private static IEnumerable<ResourceType> CompleteTypes => Types.Where(type => type.Complete);

    private static IEnumerable<ResourceType> PartialTypes => Types.Where(type => !type.Complete);

    private SotwClient Sotw => (SotwClient)Client;

    [TestCase("no-such-nonce")]
    [TestCase("")]
    public async Task R22_a_stale_request_is_not_answered(string nonce)
    {
        Host.Set(Make.All(ResourceType.Route, "a", "b"));
        await Client.FetchAsync(ResourceType.Route, "a");
        await Client.RequestAsync(ResourceType.Route.TypeUrl, nonce: nonce, names: ["a", "b"]);
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R22_a_stale_request_is_not_answered_even_when_an_earlier_nonce_was_good()
    {
        Host.Set(Make.All(ResourceType.Route, "a", "b"));
        var first = await Client.FetchAsync(ResourceType.Route, "a");
        Host.Set(Make.Route("a", 2), Make.Route("b"));
        await Client.FetchAsync(ResourceType.Route, "a");
        await Client.RequestAsync(ResourceType.Route.TypeUrl, nonce: first.Nonce, names: ["a", "b"]);
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R23_the_names_of_a_stale_request_count_from_the_next_current_one()
    {
        Host.Set(Make.All(ResourceType.Route, "a", "b"));
        await Client.SubscribeAsync(ResourceType.Route, "a");
        var answer = await Client.ReceiveAsync(ResourceType.Route);
        await Client.RequestAsync(ResourceType.Route.TypeUrl, names: ["a", "b"]); // sent before the answer was seen
        await Client.ExpectQuietAsync();

        await Sotw.SendAsync(
            new DiscoveryRequest { TypeUrl = answer.Type.TypeUrl, ResponseNonce = answer.Nonce, ResourceNames = { "a", "b" } });
        Assert.That((await Client.ReceiveAsync(ResourceType.Route)).Names, Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task R23_the_names_of_a_stale_request_count_from_the_next_change()
    {
        Host.Set(Make.All(ResourceType.Route, "a", "b"));
        await Client.FetchAsync(ResourceType.Route, "a");
        await Client.RequestAsync(ResourceType.Route.TypeUrl, nonce: "no-such-nonce", names: ["a", "b"]);
        await Client.ExpectQuietAsync();
        Host.Set(Make.All(ResourceType.Route, "a", "b", "c"));
        Assert.That((await Client.ReceiveAsync(ResourceType.Route)).Names, Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task R31_the_version_of_an_earlier_stream_spares_no_answer([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        var version = (await Client.FetchAsync(type, "a")).Version;
        await using var again = new SotwClient(Host.Invoker, null, EngineHost.NodeId);
        await again.SendAsync(new DiscoveryRequest { TypeUrl = type.TypeUrl, VersionInfo = version, ResourceNames = { "a" } });
        Assert.That((await again.ReceiveAsync(type)).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R40_names_that_a_request_lacks_are_given_up([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a", "b");
        await Client.SubscribeAsync(type, "a");
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2));
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b", 2));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R41_a_star_stands_for_all_and_may_stand_beside_names([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        Assert.That((await Client.FetchAsync(type, "*", "a", "missing")).Names, Is.EqualTo(new[] { "a", "b" }));
        Host.Set(Make.All(type, "a", "b", "missing"));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "a", "b", "missing" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R41_without_the_star_only_the_names_are_left([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "*", "a");
        await Client.SubscribeAsync(type, "a");
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R42_no_names_stand_for_all_until_the_first_name([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        Assert.That((await Client.FetchAsync(type)).Names, Is.EqualTo(new[] { "a", "b" }));
        await Client.SubscribeAsync(type);
        await Client.ExpectQuietAsync();

        await Client.SubscribeAsync(type, "a");
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2));
        await Client.ExpectQuietAsync();
        await Client.SubscribeAsync(type);
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R42_after_a_star_no_names_stand_for_nothing([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Client.FetchAsync(type, "*");
        await Client.SubscribeAsync(type);
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R43_only_types_of_the_server_s_choice_know_a_wildcard([ValueSource(nameof(PartialTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Client.SubscribeAsync(type);
        await Client.ExpectQuietAsync();
        await Client.SubscribeAsync(type, "*");
        await Client.ExpectQuietAsync();
        Assert.That((await Client.FetchAsync(type, "a")).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R44_a_new_name_is_answered_though_nothing_changed([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        var first = await Client.FetchAsync(type, "a");
        var second = await Client.FetchAsync(type, "a", "b");
        Assert.That(second.Names, Does.Contain("b"));
        Assert.That(second.Version, Is.EqualTo(first.Version));
    }

    [Test]
    public async Task R45_a_name_that_was_given_up_is_answered_again([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a", "b");
        await Client.SubscribeAsync(type, "a");
        await Client.ExpectQuietAsync();
        Assert.That((await Client.FetchAsync(type, "a", "b")).Names, Does.Contain("b"));
    }

    [Test]
    public async Task R45_a_rejected_name_that_was_given_up_is_answered_again([ValueSource(nameof(PartialTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.SubscribeAsync(type, "a", "b");
        await Client.NackAsync(await Client.ReceiveAsync(type), "b: no good");
        await Client.SubscribeAsync(type, "a");
        await Client.ExpectQuietAsync();
        Assert.That((await Client.FetchAsync(type, "a", "b")).Names, Does.Contain("b"));
    }

    [Test]
    public async Task R46_listeners_and_clusters_always_come_complete([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b", "c"));
        await Client.FetchAsync(type);
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2), Make.Of(type, "c"));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "a", "b", "c" }));
        Host.Set(Make.Of(type, "a"));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "a" }));
        Host.Set();
        Assert.That((await Client.AcceptAsync(type)).Names, Is.Empty);
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R47_what_is_gone_of_other_types_is_not_told([ValueSource(nameof(PartialTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a", "b");
        Host.Set(Make.Of(type, "b"));
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "b", 2));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "b" }));
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b", 2));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R48_a_name_that_is_missing_is_sent_when_it_appears([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.FetchAsync(type, "a", "z");
        Host.Set(Make.All(type, "a", "z"));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(type.Complete ? new[] { "a", "z" } : ["z"]));
    }

    [Test]
    public async Task R49_an_answer_needs_no_exact_set_of_names([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b", "c"));
        Assert.That((await Client.FetchAsync(type, "a", "missing")).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R50_a_name_that_is_asked_for_twice_comes_once([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        Assert.That((await Client.FetchAsync(type, "b", "a", "b", "a")).Names, Is.EqualTo(new[] { "a", "b" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R51_nothing_comes_that_was_not_asked_for([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b", "c"));
        Assert.That((await Client.FetchAsync(type, "b")).Names, Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task R52_the_empty_name_is_a_name_like_any_other([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a", "b");
        await Client.SubscribeAsync(type, "");
        if (type.Complete) Assert.That((await Client.AcceptAsync(type)).Names, Is.Empty);
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R52_the_empty_name_alone_is_no_wildcard([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Client.SubscribeAsync(type, "");
        if (type.Complete) Assert.That((await Client.AcceptAsync(type)).Names, Is.Empty);
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R53_resources_are_not_wrapped([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        Assert.That((await Client.FetchAsync(type, "a")).Resources.Single().Body, Is.EqualTo(Make.Of(type, "a").UnpackAny()));
    }
}
