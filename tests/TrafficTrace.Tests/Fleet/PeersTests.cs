using TrafficTrace.Core.Reports;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Tests.Fleet;

/// <summary>Proxies that other control planes on the same store have, joined with those that are here.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PeersTests
{
    private const string SilentText = "replica b at http://b:5681 does not answer since 1970-01-01T00:00:00Z";

    private readonly FleetOnOneThread _fleet = FleetOnOneThread.Traced();

    [TestCase(PeerState.Answers, 7, DeliveryState.Accepted, null)]
    [TestCase(PeerState.Answers, 6, DeliveryState.Pending, "its replica b at http://b:5681 is behind")]
    [TestCase(PeerState.Silent, 7, DeliveryState.Accepted, null)]
    [TestCase(PeerState.Silent, 6, DeliveryState.Pending, SilentText)]
    [TestCase(PeerState.Lost, 7, DeliveryState.Unknown, SilentText)]
    public void What_a_peer_tells_counts_as_far_as_it_has_looked_and_answers(
        PeerState state, long lookedUpTo, DeliveryState expected, string? why)
    {
        _fleet.Status.JournalGiven = 7;
        _fleet.Status.Peers.Put(PeerByHand.Peer("b", state, lookedUpTo, PeerByHand.Accepted("web")));
        var delivery = _fleet.DeliveryOf("web");
        Assert.That((delivery.Name, delivery.State, delivery.Why), Is.EqualTo(("web", expected, why)));
    }

    [TestCase("", "b:Answers:1", "b")]
    [TestCase("", "b:Answers:1 c:Answers:2", "c")]
    [TestCase("", "b:Answers:2 c:Answers:1", "b")]
    [TestCase("", "b:Lost:2 c:Answers:1", "c")]
    [TestCase("", "b:Silent:1 c:Lost:2", "c")]
    [TestCase("", "b:Lost:1", "b")]
    [TestCase("here", "b:Answers:1", "b")]
    [TestCase("here", "b:Answers:0", "here")]
    [TestCase("here", "b:Silent:1 c:Lost:2", "here")]
    public void A_proxy_is_where_its_newest_stream_is_but_never_rather_where_nobody_answers(string here, string peers, string expected)
    {
        if (here.Length > 0) _fleet.Connect("web", openedAt: PeerByHand.Epoch);
        _fleet.Serve();
        foreach (var peer in peers.Split(' ').Select(text => text.Split(':')))
        {
            var proxy = PeerByHand.Accepted("web", int.Parse(peer[2]));
            _fleet.Status.Peers.Put(PeerByHand.Peer(peer[0], Enum.Parse<PeerState>(peer[1]), 0, proxy));
        }

        Assert.That(_fleet.Status.Elsewhere("default.web")?.Peer.Instance ?? "here", Is.EqualTo(expected));
    }

    [Test]
    public void An_observer_has_no_proxy()
    {
        var watched = PeerByHand.Accepted("web") with { Streams = [PeerByHand.Stream(observer: true)] };
        _fleet.Status.Peers.Put(PeerByHand.Peer("b", PeerState.Answers, 0, watched));
        Assert.That(_fleet.DeliveryOf("web").State, Is.EqualTo(DeliveryState.Offline));
    }

    [Test]
    public void What_a_proxy_of_a_peer_rejects_is_told_with_its_reason()
    {
        _fleet.Status.Peers.Put(PeerByHand.Peer("b", PeerState.Answers, 0, PeerByHand.Rejecting("web", "no good")));
        var status = _fleet.StatusOf("all");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Proxies, Is.EqualTo(new ProxyCounts(1, 1, 1, 0, 1, 0, 0, 0)));
            Assert.That(status.Rejections.Single().Reason, Is.EqualTo("no good"));
            Assert.That(status.Conditions.Select(condition => condition.Type), Has.None.EqualTo("Replicas"), "each answers");
        }
    }

    [Test]
    public void Whoever_does_not_answer_is_named_and_its_proxies_are_unknown_and_not_offline()
    {
        _fleet.Status.Peers.Put(PeerByHand.Peer("b", PeerState.Lost, 0, PeerByHand.Accepted("web")));
        DeliveryStatus[] all =
            [_fleet.StatusOf("all"), _fleet.Statuses().OfMesh("default")!, _fleet.Statuses().OfBackend("default", "jaeger")!];
        const string told = $"{SilentText}: Connection refused; its 1 proxies are unknown";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Select(status => status.Proxies), Is.All.EqualTo(new ProxyCounts(1, 1, 0, 0, 0, 0, 0, 0) { Unknown = 1 }));
            Assert.That(
                all.Select(status => status.Conditions.Single(condition => condition.Type == "Replicas")),
                Is.All.EqualTo(Condition.Is("Replicas", false, "Lost", told)));
            Assert.That(all.Select(status => status.Waiting.Single().Why), Is.All.EqualTo(SilentText));
        }
    }

    [Test]
    public void What_is_counted_of_one_control_plane_leaves_out_the_others()
    {
        _fleet.Status.Peers.Put(PeerByHand.Peer("b", PeerState.Silent, 0, PeerByHand.Accepted("web")));
        var own = new DeliveryStatuses(_fleet.Status, _fleet.Store, "1", PeerByHand.Epoch, alone: true).OfMesh("default")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(own.Proxies, Is.EqualTo(new ProxyCounts(1, 1, 0, 0, 0, 0, 1, 0)));
            Assert.That(own.Conditions.Select(condition => condition.Type), Has.None.EqualTo("Replicas"));
        }
    }

    [Test]
    public void An_overlay_proxy_of_a_peer_counts_by_the_policy_that_it_gets()
    {
        var tags = new Dictionary<string, string> { ["kuma.io/service"] = "edge" };
        var edge = PeerByHand.Accepted("edge") with { Overlay = new("default", "default.edge", "istio", [tags], "all") };
        _fleet.Status.Peers.Put(PeerByHand.Peer("b", PeerState.Answers, 0, edge));
        Assert.That(_fleet.StatusOf("all").Proxies, Is.EqualTo(new ProxyCounts(2, 2, 1, 1, 0, 0, 1, 0) { Overlay = 1 }));
    }

    [Test]
    public void News_of_a_peer_wakes_who_waits()
    {
        var next = _fleet.Status.NextChange();
        _fleet.Status.Peers.Put(PeerByHand.Peer("b", PeerState.Answers, 0));
        Assert.That(next.IsCompleted, Is.True);
        next = _fleet.Status.NextChange();
        _fleet.Status.Peers.Remove("b");
        Assert.That(next.IsCompleted, Is.True);
    }
}
