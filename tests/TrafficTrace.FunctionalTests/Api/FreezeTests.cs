using System.Net;
using Envoy.Api.Protos;
using TrafficTrace.FunctionalTests.Clients;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>The tracing of a mesh is pinned for a while; what is written meanwhile counts afterwards.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class FreezeTests
{
    private const string Mesh = "/meshes/default";
    private const string Policy = "/meshes/default/traffic-traces/all";
    private const string MeshName = "{ \"type\": \"Mesh\", \"name\": \"default\" }";

    [Test]
    public async Task What_is_written_while_a_mesh_is_frozen_counts_once_it_is_let_loose()
    {
        await using var api = await StartAsync();
        using var web = await ConnectAsync(api);
        await FreezeAsync(api);
        web.Received.Clear();
        await api.PutAsync(Mesh, MeshOf(20));
        await api.DeleteAsync(Policy);
        var written = await api.GetAsync(Mesh);
        var status = await api.GetAsync("/meshes/default/_status?wait=10s");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((double?)written.Json["tracing"]!["backends"]![0]!["sampling"], Is.EqualTo(20), "it is shown as it is written");
            Assert.That((await api.GetAsync(Policy)).Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((string?)status.Json["delivery"], Is.EqualTo("Frozen"), status.Text);
            Assert.That(status.Text, Does.Contain("a release is under way"));
        }

        await AssertNothingCameAsync(api, web);
        Assert.That((await api.DeleteAsync("/_freeze?mesh=default")).Status, Is.EqualTo(HttpStatusCode.OK));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 0 && !envoy.IsTraced("inbound:127.0.0.1:8080"));
        await api.PutAsync(Policy, PolicyJson);
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 2000);
    }

    [Test]
    public async Task A_freeze_ends_by_itself()
    {
        await using var api = await StartAsync();
        using var web = await ConnectAsync(api);
        await FreezeAsync(api);
        web.Received.Clear();
        await api.PutAsync(Mesh, MeshOf(30));
        await AssertNothingCameAsync(api, web);
        await api.PassAsync(TimeSpan.FromHours(2));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 3000);
        await api.Plane.Log.SaysAsync("TracingFreeze default/freeze has ended; it was there for: a release is under way");
    }

    [Test]
    public async Task Endpoints_flow_on_while_a_mesh_is_frozen()
    {
        await using var api = await StartAsync();
        using var web = await ConnectAsync(api);
        await FreezeAsync(api);
        web.Received.Clear();
        await AssertNothingCameAsync(api, web);
    }

    [TestCase("{}", HttpStatusCode.NotFound)]
    [TestCase("[]", HttpStatusCode.BadRequest)]
    [TestCase("{\"mesh\": \"default\"}", HttpStatusCode.BadRequest)]
    [TestCase("{\"mesh\": \"default\", \"until\": \"soon\", \"reason\": \"x\"}", HttpStatusCode.BadRequest)]
    [TestCase("{\"mesh\": \"default\", \"until\": \"2001-01-01T00:00:00Z\", \"reason\": \"x\"}", HttpStatusCode.BadRequest)]
    public async Task A_freeze_needs_a_mesh_an_end_and_a_reason(string body, HttpStatusCode status)
    {
        await using var api = await StartAsync();
        var answer = await api.SendAsync(HttpMethod.Post, "/_freeze", body, "application/json");
        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
    }

    [TestCase(MeshName, "pinned[1]: pins Mesh default again")]
    [TestCase(PolicyJson, "pinned[1]: pins TrafficTrace default/all again")]
    public async Task What_pins_the_same_twice_is_refused_and_all_goes_on(string pinned, string told)
    {
        await using var api = await StartAsync();
        using var web = await ConnectAsync(api);
        var answer = await api.PostYamlAsync("/_apply", $$"""
            { "type": "TracingFreeze", "mesh": "default", "name": "freeze", "until": "{{Documents.InAnHour}}", "reason": "x",
              "pinned": [{{pinned}}, {{pinned}}] }
            """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), answer.Text);
            Assert.That(answer.Violations, Has.Exactly(1).StartsWith(told), answer.Text);
            Assert.That((await api.GetAsync("/tracing-freezes")).Names, Is.Empty);
        }

        await api.PutAsync(Mesh, MeshOf(20));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 2000);
    }

    // Of the API, so that it may be written.
    private static async Task<ApiPlane> StartAsync()
    {
        var api = await ApiPlane.StartAsync([("web", Documents.Web()), ("api", Documents.Api())]);
        await api.PutAsync(Mesh, MeshOf(10));
        await api.PutAsync(Policy, PolicyJson);
        return api;
    }

    private const string PolicyJson = """
        { "type": "TrafficTrace", "mesh": "default", "name": "all", "selectors": [{ "match": { "kuma.io/service": "*" } }] }
        """;

    private static string MeshOf(int sampling) => $$"""
        { "type": "Mesh", "name": "default", "tracing": { "defaultBackend": "zipkin", "backends": [
          { "name": "zipkin", "type": "zipkin", "sampling": {{sampling}}, "conf": { "url": "http://127.0.0.1:9411/api/v2/spans" } }] } }
        """;

    /// <summary>A proxy that has all that there is for it.</summary>
    private static async Task<EnvoyDouble> ConnectAsync(ApiPlane api)
    {
        var web = await api.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 1000 && envoy.Endpoints.Any() && envoy.Listeners.Any());
        return web;
    }

    private static async Task FreezeAsync(ApiPlane api)
    {
        var frozen = await api.SendAsync(
            HttpMethod.Post,
            "/_freeze",
            $$"""{ "mesh": "default", "until": "{{Documents.InAnHour}}", "reason": "a release is under way" }""",
            "application/json");
        Assert.That(frozen.Status, Is.EqualTo(HttpStatusCode.Created), frozen.Text);
    }

    /// <summary>What is sent next is of an address that changes now, so what was written before sent nothing.</summary>
    private static async Task AssertNothingCameAsync(ApiPlane api, EnvoyDouble web)
    {
        api.Plane.Resources.Put(("api", Documents.Api("127.0.0.9")));
        await web.NextAsync();
        Assert.That(web.Received, Is.EqualTo(new[] { TypeUrls.ClusterLoadAssignment }));
    }
}
