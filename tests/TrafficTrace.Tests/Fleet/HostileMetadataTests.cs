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

    [Test]
    public void A_fleet_of_them_is_served_an_empty_layer_each()
    {
        var (fleet, hostile) = (new FleetOnOneThread(), new HostileMetadata(new Random(Seed)));
        fleet.Put("""
            type: Mesh
            name: default
            tracing: { backends: [{ name: theirs, type: external }] }
            ---
            type: TrafficTrace
            mesh: default
            name: web
            selectors: [{ match: { kuma.io/service: web } }]
            conf: { backend: theirs, sampling: { random: 100 } }
            """);
        StreamByHand[] streams =
        [
            .. Enumerable.Range(0, 200).Select(index => fleet.ConnectOverlay(
                new Node { Id = $"{hostile.Id}{index}", Cluster = hostile.Cluster, Metadata = hostile.Next() })),
        ];
        fleet.Serve();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(streams.Select(stream => stream.Layer), Is.All.Empty);
            Assert.That(fleet.Log.GetSnapshot().Where(line => line.Level > Microsoft.Extensions.Logging.LogLevel.Information), Is.Empty);
            Assert.That(fleet.Log.GetSnapshot().Select(line => line.Message), Has.None.Contains("\0"));
        }
    }

    private static TrafficTracePolicy Selecting(params (string Key, string Value)[] match) =>
        new("default", "some", "{}") { Selectors = [new TagSelector(TagSet.Of(match))] };
}
