using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using static TrafficTrace.Tests.Matching.Matched;

namespace TrafficTrace.Tests.Matching;

public sealed class LossReasonTests
{
    [Test]
    public void A_missing_tag_is_named_with_the_closest_tag_set() =>
        AssertLost(
            "selects no tag set of this proxy: needs kuma.io/service=web, region=eu, and the closest tag set (kuma.io/service=web, "
                + "region=us) lacks region=eu",
            Proxy("kuma.io/service=api", "kuma.io/service=web region=us"),
            Policy("p", "kuma.io/service=web region=eu"));

    [Test]
    public void Each_selector_is_told() =>
        AssertLost(
            "selects no tag set of this proxy: needs a=2, and the closest tag set (a=1) lacks a=2; or needs a=*, b=*, and the closest "
                + "tag set (a=1) lacks b=*",
            Proxy("a=1"),
            Policy("p", "a=2", "a=* b=*"));

    [Test]
    public void A_proxy_without_tags_is_told_so() =>
        AssertLost("selects no tag set of this proxy: needs a=1, and the proxy has no tags", Proxy(), Policy("p", "a=1"));

    [TestCase("a=1", "less specific than winner: 1 tag against 3")]
    [TestCase("a=1 b=*", "less specific than winner: 2 tags against 3")]
    [TestCase("a=1 b=1 c=*", "less specific than winner: 3 tags each, but 2 exact against 3")]
    public void Less_specific_is_counted(string selector, string reason) =>
        AssertLost(reason, Proxy("a=1 b=1 c=1"), Policy("p", selector), Policy("winner", "a=1 b=1 c=1"));

    [Test]
    public void The_best_matching_selector_is_counted() =>
        AssertLost(
            "less specific than winner: 2 tags against 3",
            Proxy("a=1 b=1 c=1"),
            Policy("p", "a=1", "a=1 b=1", "a=1 b=1 c=1 d=1"),
            Policy("winner", "a=1 b=1 c=1"));

    [Test]
    public void Age_is_told_with_both_times() =>
        AssertLost(
            "same rank, but older than winner: 1970-01-01T00:00:01Z against 1970-01-01T00:00:02Z",
            Proxy("a=1"),
            Policy("p", "a=1").At(1),
            Policy("winner", "a=1").At(2));

    [Test]
    public void A_missing_time_is_told() =>
        AssertLost(
            "same rank, but it states no creationTime, which counts as older than winner (1970-01-01T00:00:02Z)",
            Proxy("a=1"),
            Policy("p", "a=1"),
            Policy("winner", "a=1").At(2));

    [Test]
    public void The_name_decides_last()
    {
        AssertLost("same rank and equally old, but its name sorts after a", Proxy("a=1"), Policy("p", "a=1"), Policy("a", "a=1"));
        AssertLost(
            "same rank and equally old, but its name sorts after a", Proxy("a=1"), Policy("p", "a=1").At(1), Policy("a", "a=1").At(1));
    }

    [Test]
    public void Another_mesh_is_named() =>
        AssertLost("is of mesh demo, the proxy of mesh default", Proxy("a=1"), Policy("p", "a=1") with { Mesh = "demo" });

    [Test]
    public void All_losers_are_told_by_name()
    {
        var match = PolicyMatcher.Explain(Proxy("a=1"), [Policy("c", "a=2"), Policy("b", "a=1"), Policy("a", "a=*")]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(match.Winner?.Name, Is.EqualTo("b"));
            Assert.That(match.Lost.Select(lost => lost.Policy.Name), Is.EqualTo(["a", "c"]));
        }
    }

    private static void AssertLost(string reason, Proxy proxy, params TrafficTracePolicy[] policies)
    {
        var lost = PolicyMatcher.Explain(proxy, policies).Lost;
        Assert.That(lost.Single(lost => lost.Policy.Name == "p").Reason, Is.EqualTo(reason));
    }
}
