using System.Diagnostics;
using System.Net;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.ControlPlane;
using TrafficTrace.Storage;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>Two control planes on one database, and what they do while it is away.</summary>
[Category("Long")]
internal sealed class SharedStoreTests
{
    private const string Policy = "/meshes/default/traffic-traces/all";
    private const string Inbound = "inbound:127.0.0.1:8080";
    private const string Override = "/meshes/default/tracing-overrides/incident";

    private static readonly string Off = $$"""
        { "type": "TracingOverride", "mesh": "default", "name": "incident", "off": true, "until": "{{Documents.InAnHour}}",
          "reason": "too many spans" }
        """;

    private PostgresServer _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task A_write_through_one_is_on_the_proxies_of_the_other_within_a_second()
    {
        await using var one = await ServeAsync();
        await using var other = await ServeAsync();
        await one.PostYamlAsync("/_apply", Documents.Text);
        using var web = await other.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        foreach (var sampling in (int[])[20, 30, 40])
        {
            var start = Stopwatch.GetTimestamp();
            var written = await one.PostYamlAsync("/_apply", Documents.Mesh($"{sampling}"));
            await web.UntilAsync(envoy => envoy.RuntimeSampling == sampling * 100);
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(1)));
            var status = await other.GetAsync($"{Policy}/_status?wait=10s&atLeast={written.Header("X-Revision")}");
            Assert.That((int)status.Json["proxies"]!["accepted"]!, Is.EqualTo(1), status.Text);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await other.GetAsync("/_history")).Text, Is.EqualTo((await one.GetAsync("/_history")).Text));
            Assert.That(await ClusterAsync(other), Is.EqualTo(await ClusterAsync(one)));
            Assert.That((await other.GetAsync(Policy)).Header("ETag"), Is.EqualTo((await one.GetAsync(Policy)).Header("ETag")));
        }
    }

    [Test]
    public async Task A_revision_of_the_other_that_is_not_there_yet_is_waited_for()
    {
        await using var one = await ServeAsync();
        await using var other = await ServeAsync();
        var revision = (await one.PostYamlAsync("/_apply", Documents.Text)).Header("X-Revision");
        var next = revision[..(revision.LastIndexOf('-') + 1)] + (int.Parse(revision.Split('-')[^1]) + 1);
        var waiting = other.GetAsync($"{Policy}/_status?wait=20s&atLeast={next}");
        await one.DeleteAsync(Policy);
        var answer = await waiting;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound), "it was asked once the policy was gone");
            Assert.That((await other.GetAsync("/meshes/default/_status?atLeast=x-1-y-2")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    [NonParallelizable] // what it scrapes is of all control planes of the process
    public async Task While_the_database_is_away_proxies_and_readers_are_served_and_writers_told_to_come_back()
    {
        await using var one = await ServeAsync();
        one.Plane.ExpectedErrors = ["postgres://127.0.0.1"];
        await one.PostYamlAsync("/_apply", Documents.Text);
        using var web = await one.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));

        await _server.KillAsync();
        var refused = await one.DeleteAsync(Policy);
        await one.Plane.Log.SaysAsync("Proxies are served on from memory");
        var read = await one.GetAsync(Policy);
        using var late = await one.Plane.ConnectAsync("default.api-1");
        await late.UntilAsync(envoy => envoy.Listeners.Any());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(refused.Header("Retry-After"), Is.EqualTo("1"));
            Assert.That(read.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(read.Header("X-Stale-Since"), Does.EndWith("Z"));
            Assert.That((await one.GetAsync("/_history")).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That((await one.GetAsync("/ready")).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await one.GetAsync("/_sources")).Text, Does.Contain("the store can't be reached since"));
            Assert.That((await one.GetAsync("/metrics")).Text, Does.Match("(?m)^traffictrace_store_reachable\\{.*\\} 0$"));
        }

        await _server.StartAgainAsync();
        await one.Plane.Log.SaysAsync("the store is back");
        var deleted = await one.DeleteAsync(Policy);
        await web.UntilAsync(envoy => !envoy.IsTraced(Inbound));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(deleted.Status, Is.EqualTo(HttpStatusCode.OK), deleted.Text);
            Assert.That((await one.GetAsync("/meshes")).Header("X-Stale-Since"), Is.Empty);
            Assert.That(one.Plane.Log.Errors.Count(line => line.Contains("served on", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_start_while_the_database_is_away_waits_and_is_not_ready()
    {
        await _server.KillAsync();
        await using var plane = await TestControlPlane.StartAsync(delta: false, change: WithStore);
        plane.ExpectedErrors = ["postgres://127.0.0.1"];
        plane.Resources.Put(Documents.All);
        await plane.Log.SaysAsync("Proxies are served on from memory");
        using var away = await plane.Api.GetAsync(new Uri("/ready", UriKind.Relative));
        Assert.That(away.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        await _server.StartAgainAsync();
        await plane.Reported;
        using var back = await plane.Api.GetAsync(new Uri("/ready", UriKind.Relative));
        Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task What_ends_is_ended_by_the_leader_and_by_the_other_one_once_the_leader_has_stopped()
    {
        await using var one = await ServeAsync();
        await one.PostYamlAsync("/_apply", Documents.Text);
        await one.Plane.Log.SaysAsync("this process leads those that share the store (term 1)");
        await using var other = await ServeAsync();
        await other.Plane.Log.SaysAsync("leads those that share the store (term 1)");
        await one.PutAsync(Override, Off);
        await other.GetUntilStatusAsync(Override, HttpStatusCode.OK);
        await other.PassAsync(TimeSpan.FromHours(2)); // by its clock, which is wrong
        Assert.That((await other.GetAsync(Override)).Status, Is.EqualTo(HttpStatusCode.OK), "it does not lead");

        await one.Plane.StopAsync();
        await other.Plane.Log.SaysAsync("this process leads those that share the store (term 2)");
        await other.GetUntilStatusAsync(Override, HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_write_of_a_leader_that_another_has_replaced_unseen_is_refused()
    {
        await using var one = await ServeAsync();
        await one.PostYamlAsync("/_apply", Documents.Text);
        await one.Plane.Log.SaysAsync("this process leads");
        await one.PutAsync(Override, Off);
        await SetLeaseAsync("holder = 'another', term = term + 1"); // as if this process had been paused
        await one.PassAsync(TimeSpan.FromHours(2));
        await one.Plane.Log.SaysAsync("instance another leads those that share the store (term 2)");
        Assert.That((await one.GetAsync(Override)).Status, Is.EqualTo(HttpStatusCode.OK), "what it wrote meanwhile was refused");

        await SetLeaseAsync("until = 0");
        await one.GetUntilStatusAsync(Override, HttpStatusCode.NotFound);
    }

    private Task<ApiPlane> ServeAsync() => ApiPlane.StartAsync(change: WithStore);

    private async Task SetLeaseAsync(string what)
    {
        await using var database = Journals.DatabaseOf(Store);
        await using var connection = await database.OpenAsync(default);
        await connection.ExecuteAsync($"UPDATE leases SET {what}", default);
    }

    private static async Task<string> ClusterAsync(ApiPlane plane) => (string)(await plane.GetAsync("/")).Json["clusterId"]!;

    private StoreAddress Store => StoreAddress.Parse($"postgres:{_server.Place};Username=postgres;Password=hush", out _)!;

    private ControlPlaneOptions WithStore(ControlPlaneOptions options) => options with { Store = Store };
}
