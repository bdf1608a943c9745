using Envoy.Service.Discovery.V3;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>What delta subscriptions mean, and how delta tells of what is not there.</summary>
[TestFixture(Variant.Delta)]
internal sealed class DeltaSubscriptionRules(Variant variant) : ConformanceTests(variant)
{
    private static readonly string[] A = ["a"];
    private static readonly string[] B = ["b"];
    private static readonly string[] Star = ["*"];

    private static IEnumerable<ResourceType> WildcardTypes => Types.Where(type => type.Complete);

    private static IEnumerable<ResourceType> OtherTypes => Types.Where(type => !type.Complete);

    private DeltaClient Delta => (DeltaClient)Client;

    [Test]
    public async Task R27_what_is_gone_is_told_again_though_the_rejected_cluster_was_replaced_meanwhile()
    {
        Host.Set(Make.Cluster("a"), Make.Cluster("gone"));
        await Client.FetchAsync(ResourceType.Cluster);
        Host.Set(Make.Cluster("a", 2));
        var rejected = await Client.ReceiveAsync(ResourceType.Cluster);
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        Host.Set(Make.Cluster("a", 3));
        var newer = await Client.ReceiveAsync(ResourceType.Cluster);

        await Client.NackAsync(rejected, "it is no good");
        await Client.AckAsync(newer);
        Assert.That((await Client.AcceptAsync(ResourceType.Cluster)).Removed, Is.EqualTo(new[] { "gone" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R43_only_types_of_the_server_s_choice_know_a_wildcard([ValueSource(nameof(OtherTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Delta.ChangeAsync(type, [], []);
        await Client.ExpectQuietAsync();
        await Delta.ChangeAsync(type, Star, []);
        var answer = await Client.AcceptAsync(type);
        Assert.That(answer.Resources, Is.Empty);
        Assert.That(answer.Removed, Is.EqualTo(Star));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R52_the_empty_name_is_a_name_like_any_other([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Delta.ChangeAsync(type, [""], []);
        var answer = await Client.AcceptAsync(type);
        Assert.That(answer.Resources, Is.Empty);
        Assert.That(answer.Removed, Is.EqualTo(new[] { "" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R60_a_subscription_grows_and_shrinks([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a");
        await Delta.ChangeAsync(type, B, []);
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(B));
        await Delta.ChangeAsync(type, [], A);
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b"));
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b", 2));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(B));
    }

    [Test]
    public async Task R60_an_accepting_request_may_change_the_subscription([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.SubscribeAsync(type, "a");
        var answer = await Client.ReceiveAsync(type);
        await Delta.SendAsync(
            new DeltaDiscoveryRequest { TypeUrl = type.TypeUrl, ResponseNonce = answer.Nonce, ResourceNamesSubscribe = { "b" } });
        answer = await Client.ReceiveAsync(type);
        Assert.That(answer.Names, Is.EqualTo(B));

        await Delta.SendAsync(
            new DeltaDiscoveryRequest { TypeUrl = type.TypeUrl, ResponseNonce = answer.Nonce, ResourceNamesUnsubscribe = { "a" } });
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b"));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R60_subscribing_comes_before_unsubscribing([ValueSource(nameof(WildcardTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Delta.ChangeAsync(type, Star, Star);
        await Client.ExpectQuietAsync();
        Assert.That((await Client.FetchAsync(type, "a")).Names, Is.EqualTo(A));
    }

    [Test]
    public async Task R61_only_a_first_request_without_names_stands_for_all([ValueSource(nameof(WildcardTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        Assert.That((await Client.FetchAsync(type, "a")).Names, Is.EqualTo(A));
        await Delta.ChangeAsync(type, [], []);
        await Client.ExpectQuietAsync();

        await using var other = Host.Open(Variant);
        Assert.That((await other.FetchAsync(type)).Names, Is.EqualTo(new[] { "a", "b" }));
        await other.ExpectQuietAsync();
    }

    [Test]
    public async Task R62_a_name_beside_a_wildcard_ends_nothing(
        [ValueSource(nameof(WildcardTypes))] ResourceType type, [Values] bool legacy)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, legacy ? [] : Star);
        await Delta.ChangeAsync(type, A, []);
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(A));
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(B));

        await Delta.ChangeAsync(type, [], Star);
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 3));
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b", 3));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(A));
    }

    [Test]
    public async Task R63_every_name_that_is_asked_for_is_answered_though_it_is_held([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a", "b");
        await Delta.ChangeAsync(type, A, []);
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(A));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R63_a_rejected_name_that_is_asked_for_again_is_answered([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Client.SubscribeAsync(type, "a");
        await Client.NackAsync(await Client.ReceiveAsync(type));
        await Client.ExpectQuietAsync();
        await Delta.ChangeAsync(type, A, []);
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(A));
    }

    [Test]
    public async Task R65_a_name_that_is_missing_is_told_once_and_sent_when_it_appears([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        var first = await Client.FetchAsync(type, "a", "z");
        Assert.That(first.Names, Is.EqualTo(A));
        Assert.That(first.Removed, Is.EqualTo(new[] { "z" }));
        await Client.ExpectQuietAsync();

        Host.Set(Make.All(type, "a", "z"));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "z" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R66_what_is_gone_is_told_once_and_sent_when_it_comes_back([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a", "b");
        Host.Set(Make.All(type, "b"));
        var gone = await Client.AcceptAsync(type);
        Assert.That(gone.Removed, Is.EqualTo(A));
        Assert.That(gone.Resources, Is.Empty);
        await Client.ExpectQuietAsync();

        Host.Set(Make.All(type, "a", "b"));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(A));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R66_what_is_gone_of_a_wildcard_is_told_once([ValueSource(nameof(WildcardTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type);
        Host.Set(Make.All(type, "b"));
        Assert.That((await Client.AcceptAsync(type)).Removed, Is.EqualTo(A));
        await Client.ExpectQuietAsync();
        Host.Set(Make.All(type, "a", "b"));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(A));
    }

    [Test]
    public async Task R67_no_name_is_both_present_and_removed([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b", "c"));
        await Client.SubscribeAsync(type, "a", "b", "c");
        var first = await Client.ReceiveAsync(type);
        Host.Set(Make.All(type, "a"));
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2));
        await Client.AckAsync(first);
        var second = await Client.AcceptAsync(type);
        Assert.That(second.Names, Is.EqualTo(B));
        Assert.That(second.Removed, Is.EqualTo(new[] { "c" }));
    }

    [Test]
    public async Task R68_unsubscribing_is_not_answered_and_forgets([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a", "b");
        await Delta.ChangeAsync(type, [], ["a", "never-subscribed"]);
        await Client.ExpectQuietAsync();
        await Delta.ChangeAsync(type, A, []);
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(A));
    }

    [Test]
    public async Task R69_a_name_given_up_beside_a_wildcard_is_answered([ValueSource(nameof(WildcardTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "*", "a", "missing");
        await Delta.ChangeAsync(type, [], A);
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(A));
        await Delta.ChangeAsync(type, [], ["missing"]);
        Assert.That((await Client.AcceptAsync(type)).Removed, Is.EqualTo(new[] { "missing" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R70_a_stale_nonce_spoils_no_subscription([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.FetchAsync(type, "a");
        await Client.RequestAsync(type.TypeUrl, nonce: "no-such-nonce", names: "b");
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(B));
    }

    [Test]
    public async Task R71_a_request_without_a_nonce_accepts_nothing([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.SubscribeAsync(type, "a");
        var answer = await Client.ReceiveAsync(type);
        await Client.SubscribeAsync(type, "a", "b");
        await Client.ExpectQuietAsync();
        await Client.AckAsync(answer);
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(B));
    }

    [Test]
    public async Task R73_each_resource_has_a_name_and_a_version_of_its_own([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        var first = await Client.FetchAsync(type, "a", "b");
        Host.Set(Make.Of(type, "a"), Make.Of(type, "b", 2));
        var second = await Client.AcceptAsync(type);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Resources.Select(resource => resource.Version), Is.Unique.And.All.Not.Empty);
            Assert.That(first.Resources.Select(resource => Make.NameOf(resource.Body)), Is.EqualTo(first.Names));
            Assert.That(second.Resources.Single().Version, Is.Not.EqualTo(first.Resources[1].Version));
            Assert.That(second.Version, Is.Not.EqualTo(first.Version).And.Not.Empty);
        }
    }

    [Test]
    public async Task R74_what_a_client_brings_along_decides_what_it_is_sent([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "same"), Make.Of(type, "changed", 2), Make.Of(type, "new"));
        await Delta.SendAsync(new DeltaDiscoveryRequest
        {
            TypeUrl = type.TypeUrl,
            ResourceNamesSubscribe = { type.Complete ? [] : ["same", "changed", "new", "gone"] },
            InitialResourceVersions =
            {
                ["same"] = Make.Of(type, "same").Version,
                ["changed"] = Make.Of(type, "changed").Version,
                ["gone"] = Make.Of(type, "gone").Version,
            },
        });
        var answer = await Client.AcceptAsync(type);
        Assert.That(answer.Names, Is.EqualTo(new[] { "changed", "new" }));
        Assert.That(answer.Removed, Is.EqualTo(new[] { "gone" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R74_versions_count_in_the_first_request_only([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a"));
        await Client.FetchAsync(type, "a");
        await Delta.SendAsync(new DeltaDiscoveryRequest { TypeUrl = type.TypeUrl, InitialResourceVersions = { ["a"] = "another" } });
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R75_a_wildcard_is_answered_though_there_is_nothing(
        [ValueSource(nameof(WildcardTypes))] ResourceType type, [Values] bool legacy)
    {
        Host.Set();
        var answer = await Client.FetchAsync(type, legacy ? [] : Star);
        Assert.That(answer.Resources, Is.Empty);
        Assert.That(answer.Removed, Is.Empty);
        await Client.ExpectQuietAsync();
    }
}
