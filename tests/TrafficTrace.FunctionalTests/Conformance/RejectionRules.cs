using Envoy.Service.Discovery.V3;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>What a rejection is, and what becomes of the content that was rejected.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
internal sealed class RejectionRules(Variant variant) : ConformanceTests(variant)
{
    private const string InUse = "Error adding/updating: a: cannot bind '127.0.0.1:80': Address already in use";

    private static IEnumerable<ResourceType> CompleteTypes => [ResourceType.Cluster, ResourceType.Listener];

    [Test]
    public async Task R24_only_an_error_rejects()
    {
        Host.Set(Make.Cluster("a"));
        await Client.SubscribeAsync(ResourceType.Cluster);
        var answer = await Client.ReceiveAsync(ResourceType.Cluster);
        await Client.AckAsync(answer with { Version = "an older one" });
        Host.Set(Make.Cluster("a", 2));
        await Client.AcceptAsync(ResourceType.Cluster);
        Assert.That(Host.Seen.Rejections, Is.Empty);
    }

    [Test]
    public async Task R24_an_error_rejects_whatever_it_says_and_stands_beside_it()
    {
        Host.Set(Make.Endpoints("a"));
        await Client.SubscribeAsync(ResourceType.Endpoints, "a");
        var answer = await Client.ReceiveAsync(ResourceType.Endpoints);
        var (type, nonce, error) = (answer.Type.TypeUrl, answer.Nonce, new Google.Rpc.Status());
        if (Client is DeltaClient delta)
        {
            await delta.SendAsync(new DeltaDiscoveryRequest { TypeUrl = type, ResponseNonce = nonce, ErrorDetail = error });
        }
        else
        {
            var request = new DiscoveryRequest { TypeUrl = type, VersionInfo = answer.Version, ResponseNonce = nonce, ErrorDetail = error };
            request.ResourceNames.Add("a");
            await ((SotwClient)Client).SendAsync(request);
        }

        await Client.ExpectQuietAsync();
        Assert.That(Host.Seen.Rejections.Single().Version, Is.EqualTo(answer.Version));
    }

    [Test]
    public async Task R25_a_rejection_may_change_the_subscription_too()
    {
        Host.Set(Make.All(ResourceType.Endpoints, "a", "b"));
        await Client.SubscribeAsync(ResourceType.Endpoints, "a");
        var answer = await Client.ReceiveAsync(ResourceType.Endpoints);
        await Client.NackAsync(answer, "no", names: ["b"]);

        Assert.That((await Client.AcceptAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "b" }));
        Assert.That(Host.Seen.Rejections, Has.Count.EqualTo(1));
        Host.Set(Make.Endpoints("a", 2), Make.Endpoints("b"));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R26_rejected_content_is_not_sent_again([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.FetchAsync(type, "a");
        Host.Set(Make.Of(type, "a", 2));
        await Client.NackAsync(await Client.ReceiveAsync(type));
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "not-subscribed"));
        await Client.ExpectQuietAsync();

        Host.Set(Make.Of(type, "a", 3));
        await Client.NackAsync(await Client.ReceiveAsync(type));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R26_what_was_accepted_before_is_sent_when_it_comes_back([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        var good = await Client.FetchAsync(type, "a");
        Host.Set(Make.Of(type, "a", 2));
        await Client.NackAsync(await Client.ReceiveAsync(type));

        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a"));
        var back = await Client.AcceptAsync(type);
        Assert.That(back.Version, Is.EqualTo(good.Version));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R26_a_rejected_listener_is_sent_once_more_after_its_clusters_came()
    {
        Host.Set(Make.Cluster("a"), Make.Listener("l"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.SubscribeAsync(ResourceType.Listener);
        await Client.NackAsync(await Client.ReceiveAsync(ResourceType.Listener), "l: unknown cluster 'b'");
        await Client.ExpectQuietAsync();

        Host.Set(Make.Cluster("a"), Make.Cluster("b"), Make.Listener("l"));
        await Client.AcceptAsync(ResourceType.Cluster);
        var again = await Client.ReceiveAsync(ResourceType.Listener);
        Assert.That(again.Names, Is.EqualTo(new[] { "l" }));
        await Client.NackAsync(again, "l: still no good");
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R26_a_listener_that_lacks_no_cluster_is_not_tried_for_new_clusters(
        [Values("l: cannot bind", "l: who knows")] string reason)
    {
        Host.Set(Make.Cluster("a"), Make.Listener("l"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.SubscribeAsync(ResourceType.Listener);
        await Client.NackAsync(await Client.ReceiveAsync(ResourceType.Listener), reason);
        Host.Set(Make.Cluster("a"), Make.Cluster("b"), Make.Listener("l"));
        await Client.AcceptAsync(ResourceType.Cluster);
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R26_a_listener_whose_address_another_one_had_is_offered_as_soon_as_that_is_gone()
    {
        Host.Set(Make.Listener("a"), Make.Listener("b"));
        await Client.SubscribeAsync(ResourceType.Listener);
        await Client.NackAsync(
            await Client.ReceiveAsync(ResourceType.Listener), "b: error adding listener: 'b' has duplicate address '127.0.0.1:80'");
        await Client.ExpectQuietAsync();
        Host.Set(Make.Listener("b"));
        if (IsDelta) Assert.That((await Client.AcceptAsync(ResourceType.Listener)).Removed, Is.EqualTo(new[] { "a" }));
        Assert.That((await Client.AcceptAsync(ResourceType.Listener)).Names, Is.EqualTo(new[] { "b" }));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R26_the_status_tells_when_what_was_rejected_is_held_and_not_before([ValueSource(nameof(Types))] ResourceType type)
    {
        var a = Make.Of(type, "a");
        Host.Set(a);
        await Client.SubscribeAsync(type, "a");
        await Client.NackAsync(await Client.ReceiveAsync(type), InUse);
        await Client.ExpectQuietAsync();
        var stream = Host.Seen.Open.Values.Single();
        Assert.That(stream.Status.Holds(a), Is.False);
        Host.Time.Advance(TimeSpan.FromSeconds(6.25));
        await Client.AcceptAsync(type);
        await Client.ExpectQuietAsync();
        Assert.That(stream.Status.Holds(a), Is.True);
    }

    [Test]
    public async Task R26_what_was_rejected_for_a_passing_reason_is_offered_again_once_a_pause(
        [ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.SubscribeAsync(type, "a");
        await Client.NackAsync(await Client.ReceiveAsync(type), InUse);
        await Client.ExpectQuietAsync();
        foreach (var seconds in (int[])[5, 10, 20, 40, 80, 160, 300, 300])
        {
            Host.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
            await Client.ExpectQuietAsync();
            Host.Time.Advance(TimeSpan.FromSeconds(1 + (0.25 * seconds)));
            var again = await Client.ReceiveAsync(type);
            Assert.That(again.Names, Is.EqualTo(new[] { "a" }));
            await Client.NackAsync(again, InUse);
            await Client.ExpectQuietAsync();
        }

        Host.Time.Advance(TimeSpan.FromSeconds(375));
        await Client.AcceptAsync(type);
        Host.Time.Advance(TimeSpan.FromHours(1));
        await Client.ExpectQuietAsync();
        Assert.That(Host.Seen.Recoveries.Select(recovery => (recovery.Rejected.Name, recovery.Gone)), Is.EqualTo(new[] { ("a", false) }));
    }

    [Test]
    public async Task R26_what_was_rejected_for_good_or_for_an_unknown_reason_is_not_offered_again(
        [ValueSource(nameof(Types))] ResourceType type,
        [Values("a: malformed IP address: x", "a: who knows", "no name at all")] string reason)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.SubscribeAsync(type, "a");
        await Client.NackAsync(await Client.ReceiveAsync(type), reason);
        await Client.ExpectQuietAsync();
        Host.Time.Advance(TimeSpan.FromHours(1));
        await Client.ExpectQuietAsync();

        Host.Set(Make.Of(type, "a", 2));
        await Client.AcceptAsync(type);
        await Client.ExpectQuietAsync();
        Assert.That(Host.Seen.Recoveries.Select(recovery => recovery.Rejected), Is.EqualTo(new[] { Make.Of(type, "a") }));
    }

    [Test]
    public async Task R26_other_content_begins_with_the_shortest_pause([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.SubscribeAsync(type, "a");
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await Client.NackAsync(await Client.ReceiveAsync(type), InUse);
            await Client.ExpectQuietAsync();
            Host.Time.Advance(TimeSpan.FromSeconds(6.25 * (1 << attempt)));
        }

        await Client.NackAsync(await Client.ReceiveAsync(type), InUse);
        Host.Set(Make.Of(type, "a", 2));
        await Client.NackAsync(await Client.ReceiveAsync(type), InUse);
        await Client.ExpectQuietAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(6.25));
        await Client.AcceptAsync(type);
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R26_a_rejection_tells_what_the_client_is_left_without([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "moved", "stays"));
        await Client.FetchAsync(type, "moved", "stays", "new");
        Host.Set(Make.Of(type, "new"), Make.Of(type, "stays", 2));
        await Client.NackAsync(await Client.ReceiveAsync(type), "Error: new: no good\nstays: no good");
        await Client.ExpectQuietAsync();
        Assert.That(
            Host.Seen.Rejections.Single().Blamed.Where(blame => blame.Missing).Select(blame => blame.Name), Is.EqualTo(new[] { "new" }));
    }

    [Test]
    public async Task R26_a_rejected_resource_that_is_not_served_any_more_is_over([ValueSource(nameof(CompleteTypes))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b"));
        await Client.SubscribeAsync(type);
        await Client.NackAsync(await Client.ReceiveAsync(type), InUse);
        Host.Set(Make.Of(type, "b"));
        await Client.AcceptAsync(type);
        Host.Time.Advance(TimeSpan.FromHours(1));
        await Client.ExpectQuietAsync();
        Assert.That(Host.Seen.Recoveries.Select(recovery => (recovery.Rejected.Name, recovery.Gone)), Is.EqualTo(new[] { ("a", true) }));
    }

    [Test]
    public async Task R26_a_rejection_names_resource_text_and_version([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "fine", "bad"));
        await Client.SubscribeAsync(type, "fine", "bad");
        var answer = await Client.ReceiveAsync(type);
        await Client.NackAsync(answer, "Error adding/updating: bad: it is no good");
        await Client.ExpectQuietAsync();

        var rejection = Host.Seen.Rejections.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rejection.TypeUrl, Is.EqualTo(type.TypeUrl));
            Assert.That(rejection.Version, Is.EqualTo(answer.Version));
            Assert.That(rejection.Message, Is.EqualTo("Error adding/updating: bad: it is no good"));
            Assert.That(rejection.Blamed.Select(blame => blame.Name), Is.EqualTo(new[] { "bad" }));
        }
    }

    [Test]
    public async Task R27_the_next_response_repeats_what_stood_beside_rejected_content([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.All(type, "a", "b", "c"));
        await Client.FetchAsync(type, "a", "b", "c");
        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b", 2), Make.Of(type, "c"));
        await Client.NackAsync(await Client.ReceiveAsync(type), "a: it is no good");
        await Client.ExpectQuietAsync();

        Host.Set(Make.Of(type, "a", 2), Make.Of(type, "b", 2), Make.Of(type, "c", 2));
        var next = await Client.AcceptAsync(type);
        Assert.That(next.Names, Is.EquivalentTo(!IsDelta && type.Complete ? new[] { "a", "b", "c" } : ["b", "c"]));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R28_the_very_first_response_may_be_rejected([ValueSource(nameof(Types))] ResourceType type)
    {
        Host.Set(Make.Of(type, "a"));
        await Client.SubscribeAsync(type, "a");
        await Client.NackAsync(await Client.ReceiveAsync(type));
        await Client.ExpectQuietAsync();
        Host.Set(Make.Of(type, "a", 2));
        Assert.That((await Client.AcceptAsync(type)).Names, Is.EqualTo(new[] { "a" }));
        await Client.ExpectQuietAsync();
    }
}
