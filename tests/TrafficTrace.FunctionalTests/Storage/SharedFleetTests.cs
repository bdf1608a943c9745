using System.Net;
using System.Text.Json.Nodes;
using Envoy.Config.Listener.V3;
using Grpc.Net.Client;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.Clients;
using TrafficTrace.FunctionalTests.ControlPlane;
using TrafficTrace.Storage;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>One fleet over several control planes on one database: each tells of the proxies of all.</summary>
[Category("Long")]
internal sealed class SharedFleetTests
{
    private const string Mesh = "/meshes/default/_status";

    private PostgresServer _server = null!;

    private string Store => $"postgres:{_server.Place};Username=postgres;Password=hush";

    [SetUp]
    public async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Each_replica_tells_of_the_proxies_of_both()
    {
        await using var one = await ServeAsync();
        await using var other = await ServeAsync();
        await one.PostYamlAsync("/_apply", Documents.Text);
        using var web = await one.Plane.ConnectAsync("default.web-1");
        using var api = await other.Plane.ConnectAsync("default.api-1");
        await api.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
        await web.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.1:8080"));
        foreach (var (plane, elsewhere) in new[] { (one, "default.api-1"), (other, "default.web-1") })
        {
            var status = await plane.GetUntilAsync(Mesh, status => (int?)status["proxies"]!["accepted"] == 2);
            var proxies = (await plane.GetAsync("/_proxies")).Json["items"]!.AsArray();
            var overview = (await plane.GetAsync($"/meshes/default/dataplanes/{elsewhere[8..]}/_overview")).Json;
            var insight = (await plane.GetAsync("/mesh-insights/default")).Json["dataplanes"]!;
            var explained = (await plane.GetAsync($"/meshes/default/dataplanes/{elsewhere[8..]}/_explain")).Text;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(status["conditions"]!.ToJsonString(), Does.Not.Contain("Replicas"));
                Assert.That(proxies.Select(Told), Is.EqualTo(new[] { "default.api-1 Accepted", "default.web-1 Accepted" }));
                Assert.That(
                    proxies.Where(proxy => proxy!["replica"] is not null).Select(proxy => (string?)proxy!["node"]),
                    Is.EqualTo(new[] { elsewhere }));
                var subscription = overview["dataplaneInsight"]!["subscriptions"]!.AsArray().Single()!;
                Assert.That((string?)subscription["status"]!["cds"]!["responsesAcknowledged"], Is.EqualTo("1"));
                Assert.That(insight.ToJsonString(), Is.EqualTo("""{"total":2,"online":2}"""));
                Assert.That(explained, Does.Contain("\"accepted\": true"));
            }
        }
    }

    [Test]
    public async Task A_write_through_one_is_followed_through_the_other_to_the_proxies_of_both()
    {
        await using var one = await ServeAsync();
        await using var other = await ServeAsync();
        await one.PostYamlAsync("/_apply", Documents.Text);
        using var web = await one.Plane.ConnectAsync("default.web-1");
        using var api = await other.Plane.ConnectAsync("default.api-1");
        await api.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
        api.Complaint = resource => resource is Listener ? "Error adding/updating listener(s) inbound: no good" : null;
        await web.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.1:8080"));
        await other.GetUntilAsync(Mesh, status => (int?)status["proxies"]!["accepted"] == 2);

        var written = await one.DeleteAsync("/meshes/default/traffic-traces/all");
        using var stop = new CancellationTokenSource();
        var following = Task.WhenAll(web.FollowAsync(stop.Token), api.FollowAsync(stop.Token));
        var statuses = new List<JsonNode>();
        foreach (var plane in new[] { other, one })
            statuses.Add((await plane.GetAsync($"{Mesh}?wait=20s&atLeast={written.Header("X-Revision")}")).Json);
        await stop.CancelAsync();
        await following;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(statuses.Select(status => (int)status["proxies"]!["accepted"]!), Is.All.EqualTo(1));
            Assert.That(statuses.Select(status => (string?)status["rejections"]![0]!["reason"]), Is.All.EndsWith("no good"));
            Assert.That(statuses.Select(status => (string?)status["rejections"]![0]!["proxies"]![0]), Is.All.EqualTo("api-1"));
        }
    }

    [Test]
    public async Task One_that_is_killed_is_named_and_its_proxies_are_unknown_until_they_come_to_the_other()
    {
        await using var survivor = await ServeAsync();
        await survivor.PostYamlAsync("/_apply", Documents.Text);
        await using var dying = ControlPlaneProcess.Start([.. ControlPlaneProcess.FreePorts, "--store", Store]);
        await dying.ReadyAsync();
        using var channel = GrpcChannel.ForAddress(dying.XdsAddress);
        using (var api = await EnvoyDouble.ConnectAsync(channel, "default.api-1", delta: true, rtds: true))
        {
            await api.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
            await survivor.GetUntilAsync(Mesh, status => (int?)status["proxies"]!["accepted"] == 1);
            await dying.KillAsync();
        }

        var named = await survivor.GetUntilAsync(Mesh, status => Condition(status) is not null);
        Assert.That((string?)Condition(named)!["message"], Does.Contain(dying.ApiAddress));
        Assert.That((await survivor.GetAsync("/_proxies")).Header("X-Replicas-Missing"), Does.Contain(dying.ApiAddress));
        survivor.Plane.Time.Ahead += TimeSpan.FromSeconds(16);
        var unknown = await survivor.GetUntilAsync(Mesh, status => (int?)status["proxies"]!["unknown"] == 1);
        var proxy = (await survivor.GetAsync("/_proxies")).Json["items"]![0]!;
        var insight = (await survivor.GetAsync("/mesh-insights/default")).Json["dataplanes"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)Condition(unknown)!["reason"], Is.EqualTo("Lost"));
            Assert.That(Told(proxy), Is.EqualTo("default.api-1 Unknown"));
            Assert.That(insight.ToJsonString(), Is.EqualTo("""{"total":2,"offline":1,"unknown":1}"""));
        }

        using var back = await survivor.Plane.ConnectAsync("default.api-1");
        await back.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
        await survivor.GetUntilAsync(Mesh, status => (int?)status["proxies"]!["accepted"] == 1 && status["proxies"]!["unknown"] is null);
    }

    [Test]
    public async Task While_the_database_is_away_they_go_on_telling_each_other()
    {
        await using var one = await ServeAsync();
        await using var other = await ServeAsync();
        foreach (var plane in new[] { one, other }) plane.Plane.ExpectedErrors = ["postgres://127.0.0.1"];
        await one.PostYamlAsync("/_apply", Documents.Text);
        using var web = await one.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.1:8080"));
        await other.GetUntilAsync(Mesh, status => (int?)status["proxies"]!["accepted"] == 1);
        await _server.KillAsync();
        await one.Plane.Log.SaysAsync("Proxies are served on from memory");
        using var api = await one.Plane.ConnectAsync("default.api-1");
        await api.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
        var status = await other.GetUntilAsync(Mesh, status => (int?)status["proxies"]!["accepted"] == 2);
        Assert.That(Condition(status), Is.Null);
        await _server.StartAgainAsync();
    }

    [Test]
    public async Task One_that_ends_in_order_is_forgotten_at_once()
    {
        await using var stays = await ServeAsync();
        await using (var ends = await ServeAsync())
        {
            await stays.GetUntilAsync("/_replicas", replicas => States(replicas) is "Answers Answers");
            await ends.GetUntilAsync("/_replicas", replicas => States(replicas) is "Answers Answers");
        }

        await stays.GetUntilAsync("/_replicas", replicas => States(replicas) is "Answers");
        Assert.That(stays.Plane.Log.Lines, Has.None.Contain("does not answer"));
    }

    [Test]
    public async Task Replicas_with_TLS_know_each_other_by_the_certificates_in_the_store()
    {
        using var tls = new TlsFolder();
        ControlPlaneOptions WithTls(ControlPlaneOptions options) => WithStore(options) with { ApiTls = tls.Files };
        await using var one = await TestControlPlane.StartAsync(delta: false, change: WithTls);
        await using var other = await TestControlPlane.StartAsync(delta: false, change: WithTls);
        one.Resources.Put([]);
        other.Resources.Put([]);
        await Task.WhenAll(one.Reported, other.Reported);
        using var client = tls.Client();
        foreach (var plane in new[] { one, other }) await Until(client, plane.Addresses[1], "Answers Answers");
    }

    [Test]
    public async Task Nobody_but_a_replica_is_told_what_they_tell_each_other()
    {
        await using var one = await ServeAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await one.GetAsync("/_replica/fleet")).Status, Is.EqualTo(HttpStatusCode.Forbidden), "not an admin either");
            Assert.That(
                (await one.GetAsync("/_replica/fleet", ("Authorization", "Bearer x.y.z"))).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(
                (await one.GetAsync("/_replica/fleet", ("X-Forwarded-For", "10.0.0.1"))).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    [Test]
    public async Task Files_that_differ_are_listed_with_the_replica_that_has_others()
    {
        await using var one = await ServeAsync();
        await using var other = await ServeAsync();
        one.Plane.Resources.Put(("mesh", Documents.Mesh()));
        other.Plane.Resources.Put(("mesh", Documents.Mesh(collectorPort: 9412)));
        foreach (var plane in new[] { one, other }) await plane.GetUntilAsync("/_replicas", replicas => Differ(replicas) == "default");
        other.Plane.Resources.Put(("mesh", null), ("same", Documents.Mesh()));
        foreach (var plane in new[] { one, other })
            await plane.GetUntilAsync("/_replicas", replicas => Differ(replicas) is "" && States(replicas) is "Answers Answers");
    }

    private static string Differ(JsonNode replicas) => string.Join(
        ' ',
        replicas["items"]!.AsArray().SelectMany(replica => replica!["filesDiffer"]?.AsArray() ?? []).Select(mesh => (string?)mesh));

    private static async Task Until(HttpClient client, string address, string states)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (States(JsonNode.Parse(await client.GetStringAsync(new Uri($"{address}/_replicas"), patience.Token))!) != states)
            await Task.Delay(20, patience.Token);
    }

    private static string States(JsonNode replicas) =>
        string.Join(' ', replicas["items"]!.AsArray().Select(replica => (string?)replica!["state"]));

    private static string Told(JsonNode? proxy) => $"{proxy!["node"]} {proxy["state"]}";

    private static JsonNode? Condition(JsonNode status) =>
        status["conditions"]!.AsArray().SingleOrDefault(condition => (string?)condition!["type"] == "Replicas");

    private Task<ApiPlane> ServeAsync() => ApiPlane.StartAsync(change: WithStore);

    private ControlPlaneOptions WithStore(ControlPlaneOptions options) => options with { Store = StoreAddress.Parse(Store, out _)! };
}
