using Envoy.Config.Core.V3;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Fleet;

/// <summary>No text of the mutations is "web" or "checkout", so that a policy that asks for one of them selects nobody.</summary>
internal sealed class HostileMetadataTests
{
    private const int Seed = 20_260;

    private static readonly TrafficTracePolicy[] Policies =
    [
        Selecting(("kuma.io/service", "web")), Selecting(("kuma.io/service", "checkout")), Selecting(("app", "web"), ("team", "*")),
        Selecting(("k8s.kuma.io/namespace", "checkout")),
    ];

    [TestCase(2_000)]
    [TestCase(100_000, Category = "Long")]
    public void Whatever_a_node_says_breaks_nothing_and_is_selected_by_nobody_by_accident(int mutations)
    {
        var random = new Random(Seed);
        var hostile = new HostileMetadata(random);
        for (var mutation = 0; mutation < mutations; mutation++)
        {
            var node = new Node { Id = hostile.Id, Cluster = hostile.Cluster, Metadata = hostile.Next() };
            var kept = KeptNode.Of(node, NodeMetadata.Kept);
            var proxy = new OverlayProxies("default").Of(kept);
            Assert.That(kept.CalculateSize(), Is.LessThan(32 * 1024), $"seed {Seed}, mutation {mutation}");
            Assert.That(
                proxy.TagSets.SelectMany(tags => tags).Where(tag => !TagRules.IsSelectable(tag.Key, tag.Value)),
                Is.Empty,
                $"seed {Seed}, mutation {mutation}");
            Assert.That(
                Policies.Where(policy => PolicyMatcher.Selects(policy with { Mesh = proxy.Mesh }, proxy)),
                Is.Empty,
                $"seed {Seed}, mutation {mutation}: {proxy.TagSets[0]}");
        }
    }

    private static TrafficTracePolicy Selecting(params (string Key, string Value)[] match) =>
        new("default", "some", "{}") { Selectors = [new TagSelector(TagSet.Of(match))] };
}
