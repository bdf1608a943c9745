using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using static TrafficTrace.Tests.Matching.Matched;

namespace TrafficTrace.Tests.Matching;

/// <summary>
/// The worked examples of Kuma's own matcher tests. Left out are those about policies without a selector, with an empty
/// selector, and the difference between them: the reader refuses such policies (<c>selectors: must have at least one
/// element</c>, <c>match: must have at least one tag</c>), so they never reach matching. Builtin gateways are not served.
/// </summary>
public sealed class PolicyMatcherTests
{
    [Test]
    public void Without_policies_there_is_no_winner() =>
        Assert.That(PolicyMatcher.Winner(Proxy("kuma.io/service=backend"), []), Is.Null);

    [Test]
    public void The_best_of_several_selectors_counts() =>
        AssertWinner(
            Proxy("app=example", "app=example version=1.0 env=prod"),
            "first",
            Policy("last", "app=example version=1.0"),
            Policy("first", "app=example", "app=example version=1.0 env=prod"));

    [Test]
    public void Of_equal_rank_the_newer_wins() =>
        AssertWinner(Proxy("app=example version=1.0 env=prod"), "b", Policy("b", "app=example").At(1), Policy("a", "app=example").At(0));

    [Test]
    public void A_gateway_is_selected_by_its_own_tags() =>
        AssertWinner(Gateway("app=example version=1.0 env=prod"), "first", Policy("first", "app=example"));

    [Test]
    public void A_proxy_without_tags_is_selected_by_none() =>
        AssertWinner(Proxy(), null, Policy("all", "app=example"), Policy("wild", "app=*"));

    [Test]
    public void The_service_decides() =>
        AssertWinner(
            Proxy("kuma.io/service=backend"), "tt2", Policy("tt1", "kuma.io/service=web"), Policy("tt2", "kuma.io/service=backend"));

    [Test]
    public void Policies_of_another_mesh_do_not_count()
    {
        var elsewhere = Policy("elsewhere", "app=example") with { Mesh = "demo" };
        AssertWinner(Proxy("app=example"), "here", elsewhere.At(9), Policy("here", "app=*"));
    }

    [TestCase("kuma.io/service=mobile", true)]
    [TestCase("kuma.io/service=mobile version=v1", true)]
    [TestCase("kuma.io/service=*", true)]
    [TestCase("kuma.io/service=backend version=v1", false)]
    [TestCase("kuma.io/service=Mobile", false)]
    [TestCase("region=*", false)]
    public void A_selector_matches_a_tag_set_or_not(string selector, bool expected) =>
        Assert.That(PolicyMatcher.Selects(Policy("p", selector), Proxy("kuma.io/service=mobile version=v1")), Is.EqualTo(expected));

    [TestCase("kuma.io/service=backend version=v1", true)]
    [TestCase("kuma.io/service=backend-metrics role=metrics", true)]
    [TestCase("kuma.io/service=unknown", false)]
    [TestCase("kuma.io/service=backend role=metrics", false)]
    public void One_inbound_must_have_all_tags_of_a_selector(string selector, bool expected)
    {
        var proxy = Proxy("kuma.io/service=backend version=v1", "kuma.io/service=backend-metrics version=v1 role=metrics");
        Assert.That(PolicyMatcher.Selects(Policy("p", selector), proxy), Is.EqualTo(expected));
    }

    [TestCase("kuma.io/service=backend version=v1", true)]
    [TestCase("kuma.io/service=unknown", false)]
    public void A_gateways_tags_are_one_set(string selector, bool expected) =>
        Assert.That(PolicyMatcher.Selects(Policy("p", selector), Gateway("kuma.io/service=backend version=v1")), Is.EqualTo(expected));

    [TestCase("a=1", "a=*", TestName = "exact beats wildcard")]
    [TestCase("a=1 b=1 c=*", "a=1 b=*", TestName = "more tags beat fewer")]
    [TestCase("a=1 b=1 c=1", "a=* b=* c=*", TestName = "three exact beat three wildcards")]
    [TestCase("a=* b=*", "a=1", TestName = "two wildcards beat one exact tag")]
    public void More_specific_wins_whatever_the_age(string specific, string other) =>
        AssertWinner(Proxy("a=1 b=1 c=1"), "specific", Policy("specific", specific).At(0), Policy("other", other).At(1));

    [Test]
    public void Equal_rank_with_other_keys_is_decided_by_time() =>
        AssertWinner(Proxy("a=1 b=1 c=1"), "newer", Policy("newer", "a=* b=1 c=*").At(1), Policy("a", "a=1 b=* c=*").At(0));

    [Test]
    public void No_creation_time_is_older_than_any() =>
        AssertWinner(Proxy("a=1"), "z", Policy("a", "a=1"), Policy("z", "a=1") with { CreationTime = DateTimeOffset.MinValue });

    [Test]
    public void Of_equal_rank_and_age_the_ordinally_smallest_name_wins()
    {
        AssertWinner(Proxy("a=1"), "a-b", Policy("a.b", "a=1"), Policy("a-b", "a=1"), Policy("ab", "a=1"));
        AssertWinner(Proxy("a=1"), "a10", Policy("a9", "a=1").At(5), Policy("a10", "a=1").At(5));
    }

    [Test]
    public void Times_in_other_zones_are_the_same_instant()
    {
        var noonInParis = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.FromHours(1));
        AssertWinner(
            Proxy("a=1"),
            "a",
            Policy("b", "a=1") with { CreationTime = noonInParis },
            Policy("a", "a=1") with { CreationTime = noonInParis.ToUniversalTime() });
    }

    [Test]
    public void Health_is_not_asked()
    {
        var dataplane = Dataplane("a=1");
        AssertWinner(
            Core.Matching.Proxy.Of(dataplane with { Inbounds = [dataplane.Inbounds[0] with { Ready = false }] }), "p", Policy("p", "a=1"));
    }

    [Test]
    public void A_usable_backend_is_not_asked() =>
        AssertWinner(
            Proxy("a=1"),
            "broken",
            Policy("broken", "a=1") with { Backend = "nowhere" },
            Policy("good", "a=*") with { Backend = "jaeger" });

    [Test]
    public void A_thousand_policies_cost_no_more_memory_than_one()
    {
        var proxy = Proxy("a=1 b=1");
        TrafficTracePolicy[] all = [.. Enumerable.Range(0, 1000).Select(index => Policy($"p{index}", "a=*", "a=1 b=2"))];
        Assert.That(Allocated(all), Is.EqualTo(Allocated(all[..1])));

        long Allocated(TrafficTracePolicy[] policies)
        {
            PolicyMatcher.Winner(proxy, policies);
            var before = GC.GetAllocatedBytesForCurrentThread();
            PolicyMatcher.Winner(proxy, policies);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void AssertWinner(Proxy proxy, string? winner, params TrafficTracePolicy[] policies)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PolicyMatcher.Winner(proxy, policies)?.Name, Is.EqualTo(winner));
            Assert.That(PolicyMatcher.Winner(proxy, policies.Reverse())?.Name, Is.EqualTo(winner));
            Assert.That(PolicyMatcher.Explain(proxy, policies).Winner?.Name, Is.EqualTo(winner));
        }
    }
}
