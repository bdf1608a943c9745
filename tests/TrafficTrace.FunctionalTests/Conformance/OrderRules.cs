using Envoy.Service.Discovery.V3;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Make before break: what refers to something comes after it, and goes before it.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
internal sealed class OrderRules(Variant variant) : ConformanceTests(variant)
{
    [Test]
    public async Task R100_one_change_of_all_types_goes_out_in_order_of_reference()
    {
        Host.Set(ResourceType.All.Select(type => Make.Of(type, "a")));
        foreach (var type in ResourceType.All) await Client.FetchAsync(type, "a");
        Host.Set(ResourceType.All.Select(type => Make.Of(type, "a", 2)));

        var order = new List<ResourceType>();
        while (order.Count < ResourceType.All.Length) order.Add((await Client.ReceiveAsync()).Type); // none is accepted meanwhile
        Assert.That(order, Is.EqualTo(ResourceType.All));
    }

    [Test]
    public async Task R101_listeners_and_routes_wait_for_clusters_that_are_still_to_be_sent()
    {
        Host.Set(Make.Cluster("a"), Make.Listener("l"), Make.Route("r"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Listener);
        await Client.FetchAsync(ResourceType.Route, "r");
        Host.Set(Make.Cluster("a", 2), Make.Listener("l"), Make.Route("r"));
        var inFlight = await Client.ReceiveAsync(ResourceType.Cluster);
        Host.Set(Make.Cluster("a", 3), Make.Listener("l", 2), Make.Route("r", 2));
        await Client.ExpectQuietAsync();

        await Client.AckAsync(inFlight);
        await Client.ReceiveAsync(ResourceType.Cluster);
        await Client.ReceiveAsync(ResourceType.Listener);
        await Client.ReceiveAsync(ResourceType.Route);
    }

    [Test]
    public async Task R101_listeners_and_routes_wait_for_the_endpoints_of_new_clusters()
    {
        Host.Set(Make.Listener("l"), Make.Route("r"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Listener);
        await Client.FetchAsync(ResourceType.Route, "r");
        Host.Set(Make.EdsCluster("new"), Make.Endpoints("new"), Make.Listener("l", 2), Make.Route("r", 2));
        await Client.ReceiveAsync(ResourceType.Cluster); // Envoy accepts it once it has the endpoints
        await Client.ExpectQuietAsync();

        await Client.SubscribeAsync(ResourceType.Endpoints, "new");
        await Client.ReceiveAsync(ResourceType.Endpoints);
        await Client.ReceiveAsync(ResourceType.Listener);
        await Client.ReceiveAsync(ResourceType.Route);
    }

    [Test]
    public async Task R101_listeners_wait_for_the_endpoints_of_new_clusters_that_are_accepted_already()
    {
        Host.Set(Make.Listener("l"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Listener);
        Host.Set(Make.EdsCluster("new"), Make.Endpoints("new"), Make.Listener("l", 2));
        await Client.AcceptAsync(ResourceType.Cluster);
        await Client.ExpectQuietAsync();

        await Client.SubscribeAsync(ResourceType.Endpoints, "new");
        await Client.ReceiveAsync(ResourceType.Endpoints);
        await Client.ReceiveAsync(ResourceType.Listener);
    }

    [Test]
    public async Task R101_a_route_alone_waits_for_the_endpoints_of_new_clusters()
    {
        Host.Set(Make.Route("r"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Route, "r");
        Host.Set(Make.EdsCluster("new"), Make.Endpoints("new"), Make.Route("r", 2));
        await Client.ReceiveAsync(ResourceType.Cluster);
        await Client.ExpectQuietAsync();

        await Client.SubscribeAsync(ResourceType.Endpoints, "new");
        await Client.ReceiveAsync(ResourceType.Endpoints);
        await Client.ReceiveAsync(ResourceType.Route);
    }

    [Test]
    public async Task R101_a_client_that_never_asks_for_endpoints_gets_its_listeners_after_a_second([Values] bool accepts)
    {
        Host.Set(Make.Listener("l"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Listener);
        Host.Set(Make.EdsCluster("new"), Make.Listener("l", 2));
        if (accepts) await Client.AcceptAsync(ResourceType.Cluster);
        else await Client.ReceiveAsync(ResourceType.Cluster);
        await Client.ExpectQuietAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        await Client.ReceiveAsync(ResourceType.Listener);
    }

    [Test]
    public async Task R102_a_cluster_goes_after_the_listener_that_used_it()
    {
        Host.Set(Make.Cluster("kept"), Make.Cluster("old"), Make.Listener("l"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Listener);
        Host.Set(Make.Cluster("kept"), Make.Listener("l", 2));
        var listener = await Client.ReceiveAsync(ResourceType.Listener);
        await Client.ExpectQuietAsync();

        await Client.AckAsync(listener);
        AssertGone("old", await Client.AcceptAsync(ResourceType.Cluster));
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R102_a_cluster_that_comes_does_not_take_the_old_one_along()
    {
        Host.Set(Make.Cluster("old"), Make.Listener("l"), Make.Route("r"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Listener);
        await Client.FetchAsync(ResourceType.Route, "r");
        Host.Set(Make.Cluster("new"), Make.Listener("l"), Make.Route("r", 2));

        var both = await Client.AcceptAsync(ResourceType.Cluster);
        Assert.That(both.Names, Is.EqualTo(IsDelta ? new[] { "new" } : ["new", "old"]));
        Assert.That(both.Removed, Is.Empty);
        var route = await Client.ReceiveAsync(ResourceType.Route);
        await Client.ExpectQuietAsync();
        await Client.AckAsync(route);
        AssertGone("old", await Client.AcceptAsync(ResourceType.Cluster));
    }

    [Test]
    public async Task R102_a_rejected_listener_keeps_the_clusters_that_it_may_use()
    {
        Host.Set(Make.Cluster("old"), Make.Listener("l"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Listener);
        Host.Set(Make.Listener("l", 2));
        await Client.NackAsync(await Client.ReceiveAsync(ResourceType.Listener));
        await Client.ExpectQuietAsync();

        Host.Set(Make.Listener("l"));
        await Client.AcceptAsync(ResourceType.Listener);
        AssertGone("old", await Client.AcceptAsync(ResourceType.Cluster));
    }

    [Test]
    public async Task R102_a_cluster_of_a_rejected_first_response_goes_after_the_listener_that_used_it()
    {
        Host.Set(Make.Cluster("bad"), Make.Cluster("old"), Make.Listener("l"));
        await Client.SubscribeAsync(ResourceType.Cluster);
        await Client.NackAsync(await Client.ReceiveAsync(ResourceType.Cluster), "bad: no good"); // Envoy takes the good one
        await Client.FetchAsync(ResourceType.Listener);
        Host.Set(Make.Cluster("new"), Make.Listener("l", 2));

        var both = await Client.AcceptAsync(ResourceType.Cluster);
        Assert.That(both.Names, Is.EqualTo(IsDelta ? new[] { "new" } : ["new", "old"]));
        Assert.That(both.Removed, Is.Empty);
        await Client.AcceptAsync(ResourceType.Listener);
        var gone = await Client.AcceptAsync(ResourceType.Cluster);
        Assert.That(IsDelta ? gone.Removed : gone.Names, IsDelta ? Does.Contain("old") : Does.Not.Contain("old"));
    }

    [Test]
    public async Task R103_endpoints_follow_a_changed_cluster_unasked()
    {
        Host.Set(Make.EdsCluster("a"), Make.EdsCluster("b"), Make.Endpoints("a"), Make.Endpoints("b"));
        await Client.FetchAsync(ResourceType.Cluster);
        await Client.FetchAsync(ResourceType.Endpoints, "a", "b");
        Host.Set(Make.EdsCluster("a", 2), Make.EdsCluster("b"), Make.Endpoints("a"), Make.Endpoints("b"));

        var cluster = await Client.ReceiveAsync(ResourceType.Cluster); // not accepted yet: Envoy warms it until the endpoints come
        Assert.That((await Client.AcceptAsync(ResourceType.Endpoints)).Names, Is.EqualTo(new[] { "a" }));
        await Client.AckAsync(cluster);
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R107_the_first_request_for_clusters_and_listeners_is_answered_though_there_are_none()
    {
        Host.Set();
        Assert.That((await Client.FetchAsync(ResourceType.Cluster)).Resources, Is.Empty);
        Assert.That((await Client.FetchAsync(ResourceType.Listener)).Resources, Is.Empty);
        await Client.ExpectQuietAsync();
    }

    [Test]
    public async Task R109_nothing_is_answered_before_there_is_a_snapshot()
    {
        await Client.SubscribeAsync(ResourceType.Cluster);
        await using var other = Host.Open(Variant);
        await other.SubscribeAsync(ResourceType.Cluster);
        await other.ExpectNothingMoreAsync();

        Host.Set(Make.Cluster("a"));
        Assert.That((await Client.AcceptAsync(ResourceType.Cluster)).Names, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task R109_a_snapshot_that_is_forgotten_takes_nothing_from_anybody()
    {
        Host.Set(Make.Cluster("a"));
        await Client.FetchAsync(ResourceType.Cluster);
        Host.Cache.Remove(new SnapshotKey(EngineHost.NodeId, ""));
        await Client.ExpectNothingMoreAsync();
    }

    [Test]
    public async Task R111_a_client_that_comes_from_another_replica_converges()
    {
        await using var replica = await EngineHost.StartAsync();
        Host.Set(Make.Cluster("a"), Make.Cluster("b"));
        replica.Set(Make.Cluster("b", 2), Make.Cluster("c"));
        var before = await Client.FetchAsync(ResourceType.Cluster);

        await using var other = replica.Open(Variant);
        if (other is DeltaClient delta)
        {
            var held = before.Resources.ToDictionary(resource => resource.Name, resource => resource.Version);
            await delta.SendAsync(new DeltaDiscoveryRequest { TypeUrl = ResourceType.Cluster.TypeUrl, InitialResourceVersions = { held } });
        }
        else
        {
            await ((SotwClient)other).SendAsync(
                new DiscoveryRequest { TypeUrl = ResourceType.Cluster.TypeUrl, VersionInfo = before.Version });
        }

        var after = await other.AcceptAsync(ResourceType.Cluster);
        Assert.That(after.Names, Is.EqualTo(new[] { "b", "c" }));
        Assert.That(after.Removed, Is.EqualTo(IsDelta ? new[] { "a" } : []));
        await other.ExpectQuietAsync();
    }

    private void AssertGone(string name, Answer answer)
    {
        if (IsDelta) Assert.That(answer.Removed, Is.EqualTo(new[] { name }));
        else Assert.That(answer.Names, Does.Not.Contain(name));
    }
}
