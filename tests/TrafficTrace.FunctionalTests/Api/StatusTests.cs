using System.Net;
using System.Text.Json.Nodes;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Listener.V3;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>What the API says of delivery while proxies accept, refuse, leave and come back.</summary>
[TestFixture(false)]
[TestFixture(true)]
[Parallelizable(ParallelScope.All)]
internal sealed class StatusTests(bool delta)
{
    private const string Policy = "/meshes/default/traffic-traces/all/_status";

    [Test]
    public async Task A_write_is_followed_to_its_last_proxy()
    {
        await using var api = await ApiPlane.StartAsync(delta, [.. Documents.All.Where(document => document.Name != "policy")]);
        using var web = await api.Plane.ConnectAsync("default.web-1");
        using var other = await api.Plane.ConnectAsync("default.api-1");
        await api.GetUntilAsync("/_proxies", all => all["items"]!.AsArray().Count == 2); // they are counted by whoever follows the write
        var written = await api.PutAsync("/meshes/default/traffic-traces/all", """
            { "type": "TrafficTrace", "mesh": "default", "name": "all",
              "selectors": [{ "match": { "kuma.io/service": "*" } }], "conf": { "backend": "zipkin" } }
            """);
        using var stop = new CancellationTokenSource();
        var following = Task.WhenAll(web.FollowAsync(stop.Token), other.FollowAsync(stop.Token));
        var status = await api.GetAsync($"{Policy}?wait=20s&atLeast={written.Header("X-Revision")}");
        await api.Plane.Log.SaysAsync("accepted by 2 of 2 after");
        await stop.CancelAsync();
        await following;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((string?)status.Json["delivery"], Is.EqualTo("Delivered"));
            Assert.That((string?)status.Json["outcome"], Is.EqualTo("Wins"));
            Assert.That(Counts(status.Json), Is.EqualTo("matched 2, wins 2, connected 2, accepted 2, rejected 0, pending 0, offline 0"));
        }
    }

    [Test]
    public async Task Who_refuses_is_named_with_the_reason_until_it_takes_it()
    {
        await using var api = await ApiPlane.StartAsync(delta, Documents.All);
        using var web = await api.Plane.ConnectAsync("default.web-1");
        web.Complaint = resource => resource is Listener { Name: "inbound:127.0.0.1:8080" }
            ? "Error adding/updating listener(s) inbound:127.0.0.1:8080: no good"
            : null;
        await web.UntilAsync(envoy => envoy.Received.Contains("type.googleapis.com/envoy.config.listener.v3.Listener"));
        var refused = await api.GetAsync($"{Policy}?wait=20s");
        var rejection = refused.Json["rejections"]!.AsArray().Single()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)refused.Json["delivery"], Is.EqualTo("Rejected"));
            Assert.That(Counts(refused.Json), Is.EqualTo("matched 2, wins 2, connected 1, accepted 0, rejected 1, pending 0, offline 1"));
            Assert.That((string?)rejection["resource"], Is.EqualTo("inbound:127.0.0.1:8080"));
            Assert.That((string?)rejection["reason"], Does.EndWith("no good"));
            Assert.That(rejection["proxies"]!.AsArray().Select(name => (string?)name), Is.EqualTo(new[] { "web-1" }));
        }
    }

    [Test]
    public async Task A_proxy_that_goes_untraced_for_its_collector_is_rejected_and_not_accepted()
    {
        await using var api = await ApiPlane.StartAsync(delta, Documents.All);
        using var web = await api.Plane.ConnectAsync("default.web-1");
        web.Complaint = resource => resource is Cluster { Name: "tracing:zipkin" }
            ? "Error adding/updating cluster(s) tracing:zipkin: no good"
            : null;
        await web.UntilAsync(envoy => envoy.Listeners.Any() && !envoy.IsTraced("inbound:127.0.0.1:8080"));
        var status = await api.GetAsync("/meshes/default/backends/zipkin/_status?wait=20s");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)status.Json["delivery"], Is.EqualTo("Rejected"));
            Assert.That((string?)status.Json["rejections"]![0]!["resource"], Is.EqualTo("tracing:zipkin"));
        }
    }

    [Test]
    public async Task What_is_not_there_and_what_can_not_be_waited_for_is_refused()
    {
        await using var api = await ApiPlane.StartAsync(delta, Documents.All);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await api.GetAsync("/meshes/default/traffic-traces/no/_status")).Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((await api.GetAsync("/meshes/no/_status")).Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((await api.GetAsync("/meshes/default/backends/no/_status")).Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((await api.GetAsync($"{Policy}?wait=soon")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await api.GetAsync($"{Policy}?atLeast=elsewhere-1")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task A_mesh_tells_of_each_policy()
    {
        await using var api = await ApiPlane.StartAsync(delta, Documents.All);
        var status = await api.GetAsync("/meshes/default/_status");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)status.Json["policies"]![0]!["name"], Is.EqualTo("all"));
            Assert.That((string?)status.Json["policies"]![0]!["outcome"], Is.EqualTo("Wins"));
            Assert.That((string?)status.Json["waiting"]![0]!["why"], Is.EqualTo("it is not connected"));
        }
    }

    private static string Counts(JsonNode status) => string.Join(
        ", ", status["proxies"]!.AsObject().Where(count => count.Key != "draining").Select(count => $"{count.Key} {count.Value}"));
}
