using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Fleet;

/// <summary>What the status says of proxies that accept, reject, wait and leave.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DeliveryTests
{
    private const string Bad = "Error adding/updating listener(s) inbound:127.0.0.1:8080: no good";
    private const string BadCollector = "Error adding/updating cluster(s) tracing:jaeger: no good";

    private const string NoFile =
        "Error adding/updating cluster(s) tracing:jaeger: paths must refer to an existing path in the system: '/ca' does not exist";

    private readonly FleetOnOneThread _fleet = new();

    public DeliveryTests()
    {
        _fleet.Put(Mesh(9411));
        foreach (var name in new[] { "web", "api", "stock" }) _fleet.Put(Dataplane(name));
        _fleet.Put(Policy("all", "*"));
    }

    [Test]
    public void Each_Dataplane_that_wins_counts_once_by_what_it_said()
    {
        _fleet.Put(Policy("api", "api", "gone"));
        var (web, stock) = (_fleet.Connect("web"), _fleet.Connect("stock"));
        _fleet.Serve();
        web.Answer();
        stock.Answer(type => type == ResourceType.Listener ? Bad : null);
        _fleet.Serve();
        var status = _fleet.StatusOf("all");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Proxies, Is.EqualTo(new ProxyCounts(3, 2, 2, 1, 1, 0, 0, 0)));
            Assert.That((status.Outcome, status.Delivery), Is.EqualTo((PolicyOutcome.Wins, DeliveryOutcome.Rejected)));
            Assert.That(status.Rejections.Single().Proxies, Is.EqualTo(new[] { "stock" }));
            Assert.That(status.Rejections.Single().Reason, Is.EqualTo(Bad));
            Assert.That(status.Rejections.Single().Resource, Is.EqualTo("inbound:127.0.0.1:8080"));
            Assert.That(_fleet.StatusOf("api").Outcome, Is.EqualTo(PolicyOutcome.BackendMissing));
            Assert.That(_fleet.StatusOf("api").Proxies, Is.EqualTo(new ProxyCounts(1, 1, 0, 0, 0, 0, 1, 0)));
            Assert.That(_fleet.StatusOf("api").Delivery, Is.EqualTo(DeliveryOutcome.Delivered), "who is offline holds nothing up");
        }
    }

    [Test]
    public void Whoever_asks_before_the_loop_looked_sees_no_stale_acceptance()
    {
        var web = _fleet.Connect("web");
        _fleet.Serve();
        web.Answer();
        Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Accepted));

        _fleet.Put(Mesh(9412));
        Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Pending), "the loop has not looked");
        _fleet.Look();
        Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Pending), "the node is due");
        _fleet.Serve();
        Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Pending), "it is not sent");
        web.Answer();
        Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Accepted));
    }

    [Test]
    public void An_ACK_does_not_pass_through_the_loop()
    {
        var web = _fleet.Connect("web");
        _fleet.Serve();
        web.Answer();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_fleet.Host.TryTake(out _), Is.False);
            Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Accepted));
        }
    }

    [Test]
    public void A_proxy_that_refused_its_collector_is_rejected_until_it_takes_one()
    {
        var web = _fleet.Connect("web");
        _fleet.Serve();
        web.Answer(type => type == ResourceType.Cluster ? BadCollector : null);
        _fleet.Serve();
        web.Answer();
        var refused = _fleet.DeliveryOf("web");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.State, Is.EqualTo(DeliveryState.Rejected), "what it holds now is not what it should have");
            Assert.That(refused.Rejections.Single().Reason, Is.EqualTo(BadCollector));
            Assert.That(_fleet.Status.Find("default.web")!.Served.Streams.Single().Collector, Is.EqualTo(CollectorState.Absent));
        }

        _fleet.Put(Mesh(9412));
        _fleet.Serve();
        var offered = _fleet.DeliveryOf("web");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_fleet.Status.Find("default.web")!.Served.Streams.Single().Collector, Is.EqualTo(CollectorState.Offered));
            Assert.That(offered.State, Is.EqualTo(DeliveryState.Pending), "it has said nothing of this one");
            Assert.That(offered.Rejections, Is.Empty);
        }

        web.Answer();
        Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Pending), "its traced listeners follow");
        _fleet.Serve();
        web.Answer();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_fleet.Status.Find("default.web")!.Served.Streams.Single().Collector, Is.EqualTo(CollectorState.InUse));
            Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Accepted));
        }
    }

    [Test]
    public void A_proxy_that_takes_its_collector_before_it_is_put_on_trial_is_traced()
    {
        var (web, other) = (_fleet.Connect("web"), _fleet.Connect("web"));
        _fleet.Serve();
        other.Answer();
        web.Answer(type => type == ResourceType.Cluster ? NoFile : null);
        _fleet.Serve();
        _fleet.Time.Advance(TimeSpan.FromMinutes(10));
        web.Answer();
        _fleet.Serve();
        web.Answer();
        Assert.That(
            _fleet.Status.Find("default.web")!.Served.Streams.Select(open => open.Collector),
            Is.All.EqualTo(CollectorState.InUse));
        Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Accepted));
    }

    [Test]
    public void A_proxy_whose_Dataplane_is_gone_is_done_though_it_takes_its_collector()
    {
        var web = _fleet.Connect("web");
        _fleet.Serve();
        web.Answer(type => type == ResourceType.Cluster ? NoFile : null);
        _fleet.Serve();
        _fleet.Delete(new(ResourceKind.Dataplane, "default", "web"));
        _fleet.Serve();
        _fleet.Time.Advance(TimeSpan.FromMinutes(10));
        web.Answer();
        _fleet.Serve();
        Assert.That(_fleet.Status.Find("default.web")!.IsDue, Is.False, "nothing can be made for it");
    }

    [Test]
    public void The_connections_of_a_changed_listener_drain_for_a_while()
    {
        var web = _fleet.Connect("web");
        _fleet.Serve();
        web.Answer();
        Assert.That(_fleet.StatusOf("all").Proxies.Draining, Is.Zero, "a listener that comes drains nothing");

        _fleet.Delete(new(ResourceKind.TrafficTrace, "default", "all"));
        _fleet.Put(Policy("none", "*", "gone"));
        _fleet.Serve();
        web.Answer();
        Assert.That(_fleet.StatusOf("none").Proxies.Draining, Is.EqualTo(1));
        _fleet.Time.Advance(NodeMetadata.DefaultDrainTime);
        Assert.That(_fleet.StatusOf("none").Proxies.Draining, Is.Zero);
    }

    [Test]
    public void A_proxy_that_leaves_is_offline_and_its_cell_goes()
    {
        var web = _fleet.Connect("web");
        _fleet.Serve();
        web.Answer();
        web.Close();
        _fleet.Serve();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Offline));
            Assert.That(_fleet.Status.All, Is.Empty);
        }
    }

    [Test]
    public void A_mesh_has_the_sum_and_each_policy()
    {
        _fleet.Put(Policy("nobody", "nobody"));
        _fleet.Connect("web");
        _fleet.Serve();
        var status = _fleet.Statuses().OfMesh("default")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Proxies, Is.EqualTo(new ProxyCounts(3, 3, 1, 0, 0, 1, 2, 0)));
            Assert.That(
                status.Policies,
                Is.EqualTo(new PolicyDelivery[]
                {
                    new("all", PolicyOutcome.Wins, DeliveryOutcome.Delivering),
                    new("nobody", PolicyOutcome.MatchesNothing, DeliveryOutcome.Delivered),
                }));
            Assert.That(status.Waiting.Select(group => (group.Count, group.Proxies[0])), Is.EqualTo(new[] { (2, "api"), (1, "web") }));
            Assert.That(_fleet.Statuses().OfBackend("default", "jaeger")!.Proxies.Wins, Is.EqualTo(3));
            Assert.That(_fleet.Statuses().OfBackend("default", "gone"), Is.Null);
        }
    }

    private static string Policy(string name, string service, string backend = "jaeger") => $$"""
        type: TrafficTrace
        mesh: default
        name: {{name}}
        selectors: [{ match: { kuma.io/service: '{{service}}' } }]
        conf: { backend: {{backend}} }
        """;

    private static string Mesh(int port) => $$"""
        type: Mesh
        name: default
        tracing:
          defaultBackend: jaeger
          backends: [{ name: jaeger, type: zipkin, conf: { url: 'http://127.0.0.1:{{port}}/api/v2/spans' } }]
        """;

    private static string Dataplane(string name) => $$"""
        type: Dataplane
        mesh: default
        name: {{name}}
        networking:
          address: 127.0.0.1
          inbound: [{ port: 8080, servicePort: 18080, tags: { kuma.io/service: {{name}}, kuma.io/protocol: http } }]
        """;
}
