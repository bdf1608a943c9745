using Envoy.Config.Core.V3;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Reconciliation;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Fleet;

/// <summary>web calls api; both are connected, and a third node waits.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ChangeImpactTests
{
    private readonly ResourceStore _store = new();
    private readonly ConnectedNodes _nodes = new(new OverlayProxies("default"));
    private readonly SnapshotCache _cache = new();

    public ChangeImpactTests()
    {
        Put("type: Mesh\nname: default");
        Put(Dataplane("web", "{ port: 10001, tags: { kuma.io/service: api } }"));
        Put(Dataplane("api", ""));
        foreach (var name in new[] { "web", "api", "late" })
        {
            var node = new Node { Id = $"default.{name}" };
            var start = new StreamStart(node.Id, node, "", [], Delta: false, Aggregated: true);
            _nodes.Refresh(_nodes.Add(new XdsStream(1, start, new Admission("rtds"), _cache, new Mailbox())).Node, _store.Current);
        }
    }

    [Test]
    public void A_mesh_touches_all_its_nodes() =>
        Assert.That(Touched("type: Mesh\nname: default\nlogging: {}"), Is.EqualTo("api late web"));

    [Test]
    public void A_policy_touches_those_it_selects() => Assert.That(Touched(Policy("web")), Is.EqualTo("web"));

    [TestCase("kuma.io/service: web, kuma.io/protocol: http", "web")]
    [TestCase("kuma.io/service: web, kuma.io/protocol: tcp", "")]
    [TestCase("kuma.io/service: nobody", "")]
    [TestCase("kuma.io/protocol: http", "api web")]
    [TestCase("kuma.io/service: '*'", "api web")]
    public void A_policy_touches_whom_its_whole_selector_matches(string match, string touched) =>
        Assert.That(Touched($"type: TrafficTrace\nmesh: default\nname: one\nselectors: [{{ match: {{ {match} }} }}]"), Is.EqualTo(touched));

    [Test]
    public void A_policy_does_not_touch_by_tags_that_are_gone()
    {
        Put(Dataplane("web", "", service: "shop"));
        _nodes.Refresh(_nodes.Find("default.web")!, _store.Current);

        Assert.That(Touched(Policy("web")), Is.Empty);
        Assert.That(Touched(Policy("shop")), Is.EqualTo("web"));
    }

    [Test]
    public void A_policy_that_moves_touches_those_it_selected_and_those_it_selects()
    {
        Put(Policy("web"));
        Assert.That(Touched(Policy("api")), Is.EqualTo("api web"));
    }

    [Test]
    public void A_Dataplane_touches_itself_and_those_who_use_its_service() =>
        Assert.That(Touched(Dataplane("api", "", address: "127.0.0.9")), Is.EqualTo("api web"));

    [Test]
    public void A_Dataplane_that_nobody_uses_touches_itself() => Assert.That(Touched(Dataplane("late", "")), Is.EqualTo("late"));

    [Test]
    public void Another_mesh_touches_nobody() => Assert.That(Touched("type: Mesh\nname: other"), Is.Empty);

    [TestCase(
        "type: Dataplane\nmesh: default\nname: other\nnetworking: { address: 127.0.0.9, gateway: { tags: { kuma.io/service: gate } } }",
        "accepted")]
    [TestCase("type: TrafficTrace\nmesh: default\nname: of-web\nselectors: [{ match: { kuma.io/service: web } }]", "pending")]
    [TestCase("type: TrafficTrace\nmesh: default\nname: of-no\nselectors: [{ match: { kuma.io/service: nobody } }]", "accepted")]
    [TestCase("type: Mesh\nname: other", "accepted")]
    public void Only_whom_a_change_concerns_is_due(string document, string state)
    {
        var fleet = FleetOnOneThread.Traced();
        var stream = fleet.Connect("web");
        fleet.Serve();
        stream.Answer();
        fleet.Put(document);
        fleet.Look();
        Assert.That($"{fleet.DeliveryOf("web").State}", Is.EqualTo(state).IgnoreCase);
    }

    private string Touched(string yaml)
    {
        var before = _store.Current;
        Put(yaml);
        var due = new DueNodes();
        ChangeImpact.AddTo(due, StoreChange.Between(before, _store.Current), before, _store.Current, _nodes);
        var touched = new List<string>();
        while (due.TryTake(out var node)) touched.Add(node.Id["default.".Length..]);
        return string.Join(' ', touched.Order(StringComparer.Ordinal));
    }

    private void Put(string yaml)
    {
        var read = ResourceReader.Read(yaml, null, ReaderOptions.Default);
        Assert.That(read.Errors, Is.Empty);
        _store.Apply(Origin.File, PlacedResource.Nowhere(read.Resources), []);
    }

    private static string Policy(string service) =>
        $"type: TrafficTrace\nmesh: default\nname: one\nselectors: [{{ match: {{ kuma.io/service: {service} }} }}]";

    private static string Dataplane(string name, string outbound, string address = "127.0.0.1", string? service = null) => $$"""
        type: Dataplane
        mesh: default
        name: {{name}}
        networking:
          address: {{address}}
          inbound: [{ port: 8080, servicePort: 18080, tags: { kuma.io/service: {{service ?? name}}, kuma.io/protocol: http } }]
          outbound: [{{outbound}}]
        """;
}
