using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Grpc.Core;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Reconciliation;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>Documents in, what an Envoy is sent out; over both variants of the protocol.</summary>
[TestFixture(false)]
[TestFixture(true)]
[Parallelizable(ParallelScope.All)]
internal sealed class TracingTests(bool delta)
{
    private const string Collector = "tracing:zipkin";
    private const string Inbound = "inbound:127.0.0.1:8080";
    private const string Outbound = "outbound:127.0.0.1:10001";

    [Test]
    public async Task A_proxy_gets_its_traced_configuration_in_order()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound) && envoy.IsTraced(Outbound));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                web.Received.Distinct(),
                Is.EqualTo(new[] { TypeUrls.Runtime, TypeUrls.Cluster, TypeUrls.ClusterLoadAssignment, TypeUrls.Listener }));
            Assert.That(web.Clusters, Is.EqualTo(new[] { "api", "localhost:9090", Collector }));
            Assert.That(web.RuntimeSampling, Is.EqualTo(1000));
            Assert.That(web.Hcm(Inbound).Tracing.OverallSampling, Is.Null);
        }
    }

    [Test]
    public async Task A_proxy_without_a_Dataplane_waits_and_gets_its_configuration_when_that_appears()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var late = await plane.ConnectAsync("default.late");
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        await plane.Log.SaysAsync("default.late waits: mesh 'default' has no Dataplane 'late'");

        plane.Resources.Put(("late", Documents.Dataplane("late", "late", "127.0.0.3")));
        await late.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.3:8080"));
        await plane.Log.SaysAsync("default.late gets its newest configuration now; this is over: mesh 'default' has no Dataplane 'late'");
    }

    [Test]
    public async Task A_proxy_in_each_mode_takes_its_sampling_in_its_own_way()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var byRuntime = await plane.ConnectAsync("default.web-1", rtds: true);
        using var byListener = await plane.ConnectAsync("default.web-1", rtds: false);
        await byRuntime.UntilAsync(envoy => envoy.IsTraced(Inbound));
        await byListener.UntilAsync(envoy => envoy.IsTraced(Inbound));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byRuntime.Hcm(Inbound).Tracing.OverallSampling, Is.Null);
            Assert.That(byListener.Hcm(Inbound).Tracing.OverallSampling.Value, Is.EqualTo(10));
            Assert.That(plane.Log.Lines, Has.Some.Contains("default.web-1 connected; it takes its sampling by rtds"));
            Assert.That(plane.Log.Lines, Has.Some.Contains("default.web-1 connected; it takes its sampling by listener (drains)"));
        }
    }

    [Test]
    public async Task A_change_of_sampling_is_one_runtime_layer_or_the_listeners_and_nothing_else()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var byRuntime = await plane.ConnectAsync("default.web-1", rtds: true);
        using var byListener = await plane.ConnectAsync("default.web-1", rtds: false);
        await byRuntime.UntilAsync(envoy => envoy.IsTraced(Outbound));
        await byListener.UntilAsync(envoy => envoy.IsTraced(Outbound));
        byRuntime.Received.Clear();
        byListener.Received.Clear();

        plane.Resources.Put(("mesh", Documents.Mesh(sampling: "50")));
        await byRuntime.UntilAsync(envoy => envoy.RuntimeSampling == 5000);
        await byListener.UntilAsync(envoy => envoy.Hcm(Inbound).Tracing.OverallSampling.Value == 50);
        plane.Resources.Put(("mesh", Documents.Mesh(sampling: "50", collectorPort: 9412)));
        await byRuntime.NextAsync();
        await byListener.NextAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byRuntime.Received, Is.EqualTo(new[] { TypeUrls.Runtime, TypeUrls.Cluster }));
            Assert.That(byListener.Received, Is.EqualTo(new[] { TypeUrls.Listener, TypeUrls.Cluster }));
        }
    }

    [Test]
    public async Task A_policy_that_goes_changes_only_the_proxies_it_selected()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        const string own = "type: TrafficTrace\nname: own\nmesh: default\n"
            + "selectors: [{ match: { kuma.io/service: web, team: red } }]\nconf: { backend: zipkin }";
        plane.Resources.Put(("mesh", Documents.Mesh()), ("policy", own), ("web", Documents.Web(", team: red")), ("api", Documents.Api()));
        using var web = await plane.ConnectAsync("default.web-1");
        using var api = await plane.ConnectAsync("default.api-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        await api.UntilAsync(envoy => envoy.Listeners.Any());

        plane.Resources.Put(("policy", null));
        await web.UntilAsync(envoy => !envoy.IsTraced(Inbound) && !envoy.Clusters.Contains(Collector) && envoy.RuntimeSampling == 0);
        plane.Resources.Put(("policy", Documents.Policy));
        var next = await api.NextAsync();
        Assert.That(next.TypeUrl, Is.EqualTo(TypeUrls.Runtime), "the first that api hears of is the policy that selects it");
        await api.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
    }

    [Test]
    public async Task A_rejected_collector_costs_tracing_but_no_traffic_until_it_is_corrected()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        web.Complaint = message => message is Cluster { Name: Collector } cluster && PortOf(cluster) == 9411
            ? "Invalid path: /nonexistent/ca.pem"
            : null;
        await web.UntilAsync(IsServedUntraced);
        Assert.That(
            plane.Log.Lines,
            Has.Some.Match("default.web-1 rejected the collector cluster tracing:zipkin .*: Invalid path: /nonexistent/ca.pem"));

        plane.Resources.Put(("mesh", Documents.Mesh(collectorPort: 9412)));
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound) && envoy.Clusters.Contains(Collector) && envoy.RuntimeSampling == 1000);
        Assert.That(plane.Log.Lines, Has.Some.Contains("default.web-1 is served traced again"));
    }

    [Test]
    public async Task A_corrected_collector_is_offered_alone_and_the_traced_listeners_follow_its_ack()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        web.Complaint = message => message is Cluster { Name: Collector } cluster && PortOf(cluster) != 9413 ? "malformed" : null;
        await web.UntilAsync(IsServedUntraced);
        await plane.Log.SaysAsync(
            "default.web-1 rejected the collector cluster tracing:zipkin and is served untraced until that backend changes");

        web.Received.Clear();
        plane.Resources.Put(("mesh", Documents.Mesh(collectorPort: 9412)));
        await web.UntilAsync(envoy => envoy.Received.Count > 0);
        plane.Resources.Put(("mesh", Documents.Mesh(collectorPort: 9413)));
        await web.UntilAsync(envoy => envoy.Clusters.Contains(Collector));
        Assert.That(web.Received, Has.None.EqualTo(TypeUrls.Listener), "a collector that is not accepted yet drains nothing");
        await TracedAgainAsync(plane, web);
    }

    [Test]
    public async Task A_collector_whose_file_comes_is_taken_and_then_traced_to_and_no_change_was_needed()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        web.Complaint = message => message is Cluster { Name: Collector } ? "Invalid path: /nonexistent/ca.pem" : null;
        await web.UntilAsync(IsServedUntraced);
        web.Received.Clear();
        web.Complaint = _ => null;
        await web.UntilAsync(envoy => envoy.Clusters.Contains(Collector));
        Assert.That(web.Received, Is.EqualTo(new[] { TypeUrls.Cluster }), "it is offered alone");
        await TracedAgainAsync(plane, web);
    }

    [Test]
    public async Task A_rejected_listener_that_can_be_bound_later_comes_back_and_the_log_says_so()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        web.Complaint = message => message is Envoy.Config.Listener.V3.Listener { Name: Inbound }
            ? "cannot bind '127.0.0.1:8080': Address already in use"
            : null;
        await web.UntilAsync(envoy => envoy.Listeners.Contains(Outbound));
        await plane.Log.SaysAsync("default.web-1 rejected LDS (inbound:127.0.0.1:8080)");
        web.Complaint = _ => null;
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        await plane.Log.SaysAsync("default.web-1 accepts LDS (inbound:127.0.0.1:8080) again");
    }

    [Test]
    public async Task A_listener_that_moved_and_could_not_be_bound_is_told_to_be_missing()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var api = await plane.ConnectAsync("default.api-1");
        await api.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
        api.Complaint = message => message is Envoy.Config.Listener.V3.Listener ? "malformed IP address" : null;
        plane.Resources.Put(("api", Documents.Api("127.0.0.3")));
        await api.UntilAsync(envoy => !envoy.Listeners.Any());
        await plane.Log.SaysAsync(
            "default.api-1 rejected LDS (inbound:127.0.0.3:8080) and is without inbound:127.0.0.3:8080; it is not offered again until it "
                + "changes");
    }

    [Test]
    public async Task A_collector_rejected_by_one_proxy_is_traced_by_the_others()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        using var api = await plane.ConnectAsync("default.api-1");
        web.Complaint = message => message is Cluster { Name: Collector } ? "Invalid path: /nonexistent/ca.pem" : null;
        await web.UntilAsync(envoy => envoy.Listeners.Contains(Inbound) && !envoy.IsTraced(Inbound));
        await api.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
    }

    [Test]
    public async Task A_Dataplane_deleted_while_connected_keeps_its_last_configuration()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        using var api = await plane.ConnectAsync("default.api-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Outbound));
        await api.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
        web.Received.Clear();

        plane.Resources.Put(("web", null));
        plane.Resources.Put(("mesh", Documents.Mesh(sampling: "20")));
        await api.UntilAsync(envoy => envoy.RuntimeSampling == 2000);
        await plane.Log.SaysAsync("default.web-1 keeps the configuration that it had");
        plane.Resources.Put(("web", Documents.Web()), ("mesh", Documents.Mesh(sampling: "30")));
        await web.NextAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(web.Received, Is.EqualTo(new[] { TypeUrls.Runtime }));
            Assert.That(web.RuntimeSampling, Is.EqualTo(3000));
        }
    }

    [Test]
    public async Task Changes_of_the_whole_mesh_reach_more_proxies_than_are_served_at_once()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        string[] names = [.. Enumerable.Range(0, Reconciler.AtOnce + 40).Select(number => $"many-{number}")];
        var many = names.Select(
            (name, number) => (name, (string?)Documents.Dataplane(name, "many", $"127.0.{1 + (number / 250)}.{number % 250}")));
        plane.Resources.Put([.. Documents.All, .. many]);
        var envoys = await Task.WhenAll(names.Select(name => plane.ConnectAsync($"default.{name}")));
        await Task.WhenAll(envoys.Select(one => one.UntilAsync(envoy => envoy.RuntimeSampling == 1000)));

        plane.Resources.Put(("mesh", Documents.Mesh(sampling: "20")));
        plane.Resources.Put(("mesh", Documents.Mesh(sampling: "30")));
        await Task.WhenAll(envoys.Select(one => one.UntilAsync(envoy => envoy.RuntimeSampling == 3000)));
        foreach (var envoy in envoys) envoy.Dispose();
    }

    [Test]
    public async Task A_restart_with_the_same_documents_sends_the_same_versions()
    {
        var versions = new List<Dictionary<string, string>>();
        for (var start = 0; start < 2; start++)
        {
            await using var plane = await TestControlPlane.StartAsync(delta);
            plane.Resources.Put(Documents.All);
            using var web = await plane.ConnectAsync("default.web-1");
            await web.UntilAsync(envoy => envoy.IsTraced(Outbound));
            versions.Add(web.Versions);
        }

        Assert.That(versions[1], Is.EquivalentTo(versions[0]));
    }

    [Test]
    public async Task An_endpoint_that_goes_moves_endpoints_only()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put([.. Documents.All, ("api-2", Documents.Dataplane("api-2", "api", "127.0.0.4"))]);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Outbound) && EndpointsOf(envoy) == 2);
        web.Received.Clear();

        plane.Resources.Put(("api-2", null));
        await web.UntilAsync(envoy => EndpointsOf(envoy) == 1);
        Assert.That(web.Received, Is.EqualTo(new[] { TypeUrls.ClusterLoadAssignment }));
    }

    [Test]
    public async Task A_rejected_listener_is_logged_once_with_its_consequence()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        web.Complaint = message => message is Envoy.Config.Listener.V3.Listener { Name: Inbound } ? "unknown cluster 'api'" : null;
        await web.UntilAsync(envoy => envoy.Listeners.Contains(Outbound));
        await plane.Log.SaysAsync(
            "default.web-1 rejected LDS (inbound:127.0.0.1:8080) and keeps the version that it had, if any; it is offered again");
        plane.Resources.Put(("mesh", Documents.Mesh(collectorPort: 9412))); // after which listeners are tried once more
        await web.UntilAsync(envoy => envoy.Received[^1] == TypeUrls.Listener);
        plane.Resources.Put(("web", null));
        await plane.Log.SaysAsync("default.web-1 keeps the configuration that it had");
        Assert.That(plane.Log.Lines, Has.Exactly(1).Contains("rejected"));
    }

    [Test]
    public async Task A_stopping_control_plane_ends_its_streams_and_takes_nothing_away()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Outbound));
        var stopping = plane.StopAsync();
        var ended = await Assert.ThrowsAsync<RpcException>(() => web.NextAsync());
        await stopping;
        using (Assert.EnterMultipleScope())
        {
            // Kestrel may close the connection in good order (GOAWAY, NO_ERROR) before the status of the stream is out.
            Assert.That(ended!.Status.ToString(), Does.Contain("stopping").Or.Contain("NO_ERROR"));
            Assert.That(web.IsTraced(Outbound), Is.True);
        }
    }

    private static uint PortOf(Cluster cluster) =>
        cluster.LoadAssignment.Endpoints[0].LbEndpoints[0].Endpoint.Address.SocketAddress.PortValue;

    private static int EndpointsOf(Clients.EnvoyDouble envoy) =>
        envoy.Get<Envoy.Config.Endpoint.V3.ClusterLoadAssignment>("default/api")?.Endpoints.Sum(locality => locality.LbEndpoints.Count)
            ?? 0;

    private static bool IsServedUntraced(EnvoyDouble envoy) =>
        envoy.Listeners.Contains(Inbound) && !envoy.IsTraced(Inbound) && envoy.RuntimeSampling == 0;

    private static async Task TracedAgainAsync(TestControlPlane plane, EnvoyDouble web)
    {
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound) && envoy.RuntimeSampling == 1000);
        await plane.Log.SaysAsync("default.web-1 is served traced again");
    }
}
