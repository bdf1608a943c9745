using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Fleet;

/// <summary>Proxies whose listeners another control plane serves: what they are sent, and what is said of them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OverlayTests
{
    private const string Mesh = """
        type: Mesh
        name: default
        tracing:
          backends:
          - { name: theirs, type: external }
          - { name: half, type: external, sampling: 50 }
          - { name: jaeger, type: zipkin, sampling: 20, conf: { url: 'http://127.0.0.1:9411/api/v2/spans' } }
        """;

    private readonly FleetOnOneThread _fleet = new();

    [TestCase("{ backend: theirs }", "")]
    [TestCase("{ backend: theirs, sampling: { random: 100 } }", "tracing.random_sampling=10000")]
    [TestCase("{ backend: theirs, sampling: { overall: 0 } }", "tracing.global_enabled=0")]
    [TestCase("{ backend: theirs, sampling: { overall: 100, random: 0.01 } }", "tracing.global_enabled=10000 tracing.random_sampling=1")]
    [TestCase("{ backend: theirs, sampling: { overall: 50 } }", "tracing.global_enabled=5000")]
    [TestCase("{ backend: half }", "tracing.global_enabled=5000")]
    [TestCase("{ backend: half, sampling: { overall: 100 } }", "tracing.global_enabled=10000")]
    [TestCase("{ backend: jaeger }", "tracing.global_enabled=2000")]
    [TestCase("{ backend: jaeger, sampling: { random: 3 } }", "tracing.global_enabled=2000 tracing.random_sampling=300")]
    [TestCase("{ backend: missing, sampling: { overall: 0 } }", "")]
    [TestCase("{ sampling: { overall: 0 } }", "")]
    public void What_a_policy_states_is_sent_and_nothing_else(string conf, string layer)
    {
        _fleet.Put(Mesh);
        _fleet.Put(Policy(conf));
        Assert.That(Connected(minor: 36).Layer, Is.EqualTo(layer));
    }

    [TestCase(36u, "50", "", "tracing.global_enabled=5000")]
    [TestCase(39u, "50", "", "tracing.global_enabled=5000")]
    [TestCase(40u, "50", "", "")]
    [TestCase(null, "50", "", "")]
    [TestCase(40u, "0", "", "tracing.global_enabled=0")]
    [TestCase(40u, "100", "", "tracing.global_enabled=10000")]
    [TestCase(40u, "50", ", allowBreakingTraces: true", "tracing.global_enabled=5000")]
    [TestCase(null, "50", ", allowBreakingTraces: true", "tracing.global_enabled=5000")]
    public void A_cap_that_breaks_traces_is_not_sent_to_an_Envoy_from_1_40_on(uint? minor, string overall, string more, string layer)
    {
        _fleet.Put(Mesh);
        _fleet.Put(Policy($"{{ backend: theirs, sampling: {{ overall: {overall} }}{more} }}"));
        Assert.That(Connected(minor).Layer, Is.EqualTo(layer));
    }

    [Test]
    public void An_observer_who_tells_no_version_takes_no_cap_away()
    {
        _fleet.Put(Mesh);
        _fleet.Put(Policy("{ backend: theirs, sampling: { overall: 50 } }"));
        var stream = Connected(minor: 36);
        _fleet.ConnectOverlay(new Node { Id = stream.Stream.NodeId }, observer: true);
        _fleet.Serve();
        Assert.That(stream.Layer, Is.EqualTo("tracing.global_enabled=5000"));
    }

    [Test]
    public void A_proxy_that_nobody_selects_gets_an_empty_layer_at_once_with_or_without_its_mesh()
    {
        var stream = Connected();
        Assert.That(stream.Layer, Is.Empty);
        _fleet.Put(Mesh);
        _fleet.Put(Policy("{ backend: theirs, sampling: { random: 5 } }"));
        _fleet.Serve();
        Assert.That(stream.Layer, Is.EqualTo("tracing.random_sampling=500"));
        _fleet.Delete(new(ResourceKind.TrafficTrace, "default", "all"));
        _fleet.Serve();
        Assert.That(stream.Layer, Is.Empty);
    }

    [TestCase("kuma.io/service: checkout", "tracing.random_sampling=500")]
    [TestCase("k8s.kuma.io/namespace: shop", "tracing.random_sampling=500")]
    [TestCase("team: blue", "tracing.random_sampling=500")]
    [TestCase("team: green", "")]
    public void Selectors_are_held_against_service_namespace_and_labels(string match, string layer)
    {
        _fleet.Put(Mesh);
        _fleet.Put(Policy("{ backend: theirs, sampling: { random: 5 } }", match));
        Assert.That(Connected().Layer, Is.EqualTo(layer));
    }

    [Test]
    public void An_override_raises_and_silences_with_no_policy_at_all()
    {
        var stream = Connected();
        _fleet.Put(Override("sampling: 100"));
        _fleet.Serve();
        Assert.That(stream.Layer, Is.EqualTo("tracing.global_enabled=10000 tracing.random_sampling=10000"));
        _fleet.Put(Override("off: true"));
        _fleet.Serve();
        Assert.That(stream.Layer, Is.EqualTo("tracing.global_enabled=0"));
        _fleet.Delete(new(ResourceKind.TracingOverride, "default", "debug"));
        _fleet.Serve();
        Assert.That(stream.Layer, Is.Empty);
    }

    [Test]
    public void A_node_that_turns_out_to_have_a_Dataplane_is_that_proxy_and_an_overlay_again_without()
    {
        var stream = _fleet.ConnectOverlay(new Node { Id = "default.web", Cluster = "web" });
        _fleet.Serve();
        Assert.That(stream.Layer, Is.Empty);
        _fleet.Put(Dataplane);
        _fleet.Serve();
        Assert.That(stream.Layer, Is.EqualTo("tracing.global_enabled=0"), "an untraced proxy of ours");
        Assert.That(_fleet.Status.Find("default.web")!.Served.Overlay, Is.Null);
        _fleet.Delete(new(ResourceKind.Dataplane, "default", "web"));
        _fleet.Serve();
        Assert.That(stream.Layer, Is.Empty);
    }

    [Test]
    public void A_proxy_of_ours_without_its_Dataplane_is_no_overlay_and_is_sent_nothing()
    {
        var stream = _fleet.Connect("web");
        _fleet.Serve();
        Assert.That(stream.Stream.Snapshot, Is.Null);
        Assert.That(_fleet.Status.Find("default.web")!.Served.Overlay, Is.Null);
    }

    [Test]
    public void A_node_with_a_stream_for_more_than_the_layer_is_no_overlay()
    {
        var alone = _fleet.ConnectOverlay(new Node { Id = "default.web", Cluster = "web" });
        _fleet.Connect("web");
        _fleet.Serve();
        Assert.That(alone.Stream.Snapshot, Is.Null);
    }

    [Test]
    public void An_Istio_id_is_never_that_of_a_Dataplane()
    {
        Assert.That(NodeName.Parse("sidecar~10.12.0.7~checkout-1.shop~shop.svc.cluster.local"), Is.Null);
        Assert.That(NodeName.Parse("default~x.web"), Is.Null);
    }

    [Test]
    public void The_status_counts_it_once_it_has_accepted_and_no_more_when_it_is_gone()
    {
        _fleet.Put(Mesh);
        _fleet.Put(Policy("{ backend: theirs, sampling: { random: 5 } }"));
        var stream = Connected();
        stream.Answer();
        var status = _fleet.StatusOf("all");
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{status.Outcome} {status.Delivery}", Is.EqualTo("Wins Delivered"));
            Assert.That(status.Proxies, Is.EqualTo(new Core.Reports.ProxyCounts(1, 1, 1, 1, 0, 0, 0, 0) { Overlay = 1 }));
            Assert.That(_fleet.Statuses().OfBackend("default", "theirs")!.Proxies.Accepted, Is.EqualTo(1));
            Assert.That(_fleet.Statuses().OfMesh("default")!.Proxies.Accepted, Is.EqualTo(1));
        }

        stream.Close();
        _fleet.Serve();
        Assert.That(_fleet.StatusOf("all").Proxies.Matched, Is.Zero);
    }

    [Test]
    public void A_newer_policy_is_not_called_accepted_before_the_layer_of_it_is()
    {
        _fleet.Put(Mesh);
        var stream = Connected();
        stream.Answer();
        _fleet.Put(Policy("{ backend: theirs, sampling: { random: 5 } }"));
        Assert.That(_fleet.StatusOf("all").Proxies, Has.Property("Pending").EqualTo(1), "nobody has looked yet");
        _fleet.Serve();
        Assert.That(_fleet.StatusOf("all").Proxies, Has.Property("Pending").EqualTo(1), "it has not answered");
        stream.Answer();
        Assert.That(_fleet.StatusOf("all").Proxies, Has.Property("Accepted").EqualTo(1));
    }

    [Test]
    public void A_frozen_mesh_keeps_what_it_was_steered_by()
    {
        _fleet.Put(Mesh);
        _fleet.Put(Policy("{ backend: theirs, sampling: { random: 5 } }"));
        var stream = Connected();
        _fleet.Put("""
            type: TracingFreeze
            mesh: default
            name: default
            until: '2030-01-01T00:00:00Z'
            reason: a release
            pinned:
            - { type: Mesh, name: default, tracing: { backends: [{ name: theirs, type: external }] } }
            - type: TrafficTrace
              mesh: default
              name: all
              selectors: [{ match: { kuma.io/service: '*' } }]
              conf: { backend: theirs, sampling: { random: 5 } }
            """);
        _fleet.Put(Policy("{ backend: theirs, sampling: { random: 50 } }"));
        _fleet.Serve();
        Assert.That(stream.Layer, Is.EqualTo("tracing.random_sampling=500"));
        _fleet.Delete(TracingFreeze.KeyOf("default"));
        _fleet.Serve();
        Assert.That(stream.Layer, Is.EqualTo("tracing.random_sampling=5000"));
    }

    [Test]
    public void A_policy_that_another_beats_on_each_of_them_is_outranked()
    {
        _fleet.Put(Mesh);
        _fleet.Put(Policy("{ backend: theirs, sampling: { random: 5 } }"));
        _fleet.Put(Policy("{ backend: theirs }", "kuma.io/service: checkout").Replace("name: all", "name: one", StringComparison.Ordinal));
        Connected().Answer();
        Assert.That($"{_fleet.StatusOf("all").Outcome} {_fleet.StatusOf("one").Outcome}", Is.EqualTo("Outranked Wins"));
        var policies = _fleet.Statuses().OfMesh("default")!.Policies!.Value;
        Assert.That(policies.Select(policy => $"{policy.Name} {policy.Outcome}"), Is.EqualTo(["all Outranked", "one Wins"]));
    }

    [Test]
    public void The_log_says_once_what_a_node_was_taken_for()
    {
        Connected();
        _fleet.Serve();
        Assert.That(
            _fleet.Log.GetSnapshot().Select(record => record.Message).Where(line => line.Contains("overlay", StringComparison.Ordinal)),
            Has.One.Contains("an overlay proxy of mesh 'default', by istio (app.kubernetes.io/name=checkout, k8s.kuma.io/namespace=shop"));
    }

    private static string Dataplane => """
        type: Mesh
        name: default
        ---
        type: Dataplane
        mesh: default
        name: web
        networking:
          address: 127.0.0.1
          inbound: [{ port: 8080, servicePort: 18080, tags: { kuma.io/service: web, kuma.io/protocol: http } }]
        """;

    private StreamByHand Connected(uint? minor = null)
    {
        var node = new Node
        {
            Id = "sidecar~10.12.0.7~checkout-1.shop~shop.svc.cluster.local",
            Cluster = "checkout.shop",
            Metadata = Struct.Parser.ParseJson(
                """{"NAMESPACE": "shop", "LABELS": {"app.kubernetes.io/name": "checkout", "team": "blue"}}"""),
        };
        if (minor is { } x) node.UserAgentBuildVersion = new() { Version = new() { MajorNumber = 1, MinorNumber = x } };
        var stream = _fleet.ConnectOverlay(node);
        _fleet.Serve();
        return stream;
    }

    private static string Policy(string conf, string match = "kuma.io/service: '*'") => $$"""
        type: TrafficTrace
        mesh: default
        name: all
        selectors: [{ match: { {{match}} } }]
        conf: {{conf}}
        """;

    private static string Override(string what) => $$"""
        type: TracingOverride
        mesh: default
        name: debug
        selectors: [{ match: { kuma.io/service: checkout } }]
        {{what}}
        until: "2030-01-01T00:00:00Z"
        reason: a bug
        """;
}
