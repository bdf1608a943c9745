using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>Whether a policy keeps to the tags of a token: team a or b.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PolicyBoundsTests
{
    private static readonly TagBounds Bounds = new([KeyValuePair.Create("team", new[] { "a", "b" }.AsEnumerable())]);

    private static readonly Proxy[] Proxies =
    [
        Proxy("web-1", TagSet.Of(("service", "web"), ("team", "a"))),
        Proxy("mixed-1", TagSet.Of(("service", "web"), ("team", "a")), TagSet.Of(("service", "api"), ("team", "c"))),
        Proxy("other-1", TagSet.Of(("service", "other"), ("team", "c"))),
        Proxy("bare-1", TagSet.Of(("service", "bare"))),
    ];

    [Test]
    public void A_policy_that_says_the_tags_in_each_selector_keeps_to_them() =>
        Assert.That(Beyond(TagSet.Of(("team", "b")), TagSet.Of(("team", "b"), ("service", "*"))), Is.Empty);

    [TestCase("service=web")]
    [TestCase("team=*")]
    [TestCase("team=c")]
    public void One_that_says_less_goes_beyond_them_whoever_is_there(string selector)
    {
        var tags = selector.Split('=');
        Assert.That(
            PolicyBounds.Beyond(Policy(TagSet.Of((tags[0], tags[1]))), Bounds, []),
            Is.EqualTo(new[] { ("selectors[0].match[\"team\"]", "has to be a or b: the token goes no further") }));
    }

    [Test]
    public void The_proxies_that_it_would_take_are_named() => Assert.That(
        Beyond(TagSet.Of(("team", "b")), TagSet.Of(("service", "*"))).Last(),
        Is.EqualTo(("selectors", "select proxies that are not team=a or b: bare-1, mixed-1, other-1")));

    [Test]
    public void A_proxy_with_another_value_as_well_is_beyond_them_since_it_is_taken_whole() => Assert.That(
        Beyond(TagSet.Of(("team", "a"))), Is.EqualTo(new[] { ("selectors", "select proxies that are not team=a or b: mixed-1") }));

    [Test]
    public void Who_is_editor_or_admin_is_not_bounded()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AccessRules.BoundsOf(In("mesh:m1:policy-editor"), "m1"), Is.SameAs(Bounds));
            Assert.That(AccessRules.BoundsOf(In("mesh:m1:policy-editor", "mesh:m1:editor"), "m1"), Is.SameAs(TagBounds.None));
            Assert.That(AccessRules.BoundsOf(In("mesh:m1:policy-editor", "mesh:m2:editor"), "m1"), Is.SameAs(Bounds));
            Assert.That(AccessRules.BoundsOf(In("mesh-system:admin"), "m1"), Is.SameAs(TagBounds.None));
        }
    }

    private static IEnumerable<(string, string)> Beyond(params TagSet[] selectors) =>
        PolicyBounds.Beyond(Policy(selectors), Bounds, Proxies);

    private static TrafficTracePolicy Policy(params TagSet[] selectors) =>
        new("m1", "p", "{}") { Selectors = [.. selectors.Select(tags => new TagSelector(tags))] };

    private static Proxy Proxy(string name, params ImmutableArray<TagSet> tags) => new("m1", name, tags, null);

    private static Caller In(params ImmutableArray<string> groups) => new("jane", groups) { Tags = Bounds };
}
