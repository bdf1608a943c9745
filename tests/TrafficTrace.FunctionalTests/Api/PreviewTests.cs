using System.Net;
using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>What a write would do, asked before it is done.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PreviewTests
{
    private const string PolicyPath = "/meshes/default/traffic-traces/all";
    private const string WebAlone = """
        {"type":"TrafficTrace","mesh":"default","name":"all","selectors":[{"match":{"kuma.io/service":"web"}}],"conf":{"backend":"zipkin"}}
        """;

    private const HttpStatusCode NotDone = HttpStatusCode.PreconditionFailed;

    // For tests that only look, or are refused.
    private ApiPlane _shared = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shared = await TracedAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => _shared.DisposeAsync();

    [Test]
    public async Task A_dry_run_tells_whom_it_would_touch_and_changes_nothing()
    {
        await using var plane = await TracedAsync();
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.Endpoints.Any() && envoy.IsTraced("outbound:127.0.0.1:10001"));
        web.Received.Clear();
        var revision = (await plane.GetAsync("/meshes/default")).Header("ETag");
        JsonNode[] previews =
        [
            (await plane.PutAsync($"{PolicyPath}?dryRun=server", WebAlone)).Json,
            (await plane.PostYamlAsync("/_preview", WebAlone)).Json,
            (await plane.PostYamlAsync("/_apply?dryRun=server", WebAlone)).Json,
        ];
        foreach (var preview in previews) TakeTime(preview);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(previews.Select(preview => preview.ToJsonString()).Distinct().Count(), Is.EqualTo(1));
            Assert.That(Names(previews[0], "lose"), Is.EqualTo(new[] { "api-1" }));
            Assert.That((int)previews[0]["proxies"]!["unchanged"]!, Is.EqualTo(1));
            Assert.That((bool)previews[0]["valid"]!, Is.True);
            Assert.That((string?)previews[0]["token"], Is.EqualTo("lose"));
            Assert.That(Codes(previews[0]["findings"]!), Is.EqualTo(new[] { "TT1202" }));
            Assert.That((string?)(await plane.GetAsync(PolicyPath)).Json["selectors"]![0]!["match"]!["kuma.io/service"], Is.EqualTo("*"));
            Assert.That((await plane.GetAsync("/meshes/default")).Header("ETag"), Is.EqualTo(revision));
        }

        await plane.PostYamlAsync("/_apply", Documents.Api("127.0.0.9"));
        await web.NextAsync();
        Assert.That(web.Received, Is.EqualTo(new[] { TypeUrls.ClusterLoadAssignment }), "of the write alone something is sent");
    }

    [Test]
    public async Task A_dry_run_of_what_is_not_there_makes_nothing()
    {
        var dry = await _shared.PutAsync("/meshes/m1?dryRun=server", """{"type":"Mesh","name":"m1"}""");
        Assert.That(dry.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _shared.GetAsync("/meshes/m1")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task What_a_connected_proxy_would_drain_is_told_and_then_happens()
    {
        await using var plane = await TracedAsync();
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced("outbound:127.0.0.1:10001"));
        var preview = (await plane.DeleteAsync($"{PolicyPath}?dryRun=server")).Json;
        var drains = preview["drains"]!["listeners"]!.AsArray().Select(one => $"{one!["proxy"]} {one["listener"]}");
        Assert.That(drains, Is.EquivalentTo(new[] { "web-1 inbound:127.0.0.1:8080", "web-1 outbound:127.0.0.1:10001" }));
        Assert.That(Names(preview, "lose"), Is.EqualTo(new[] { "api-1", "web-1" }));
        var listeners = web.Versions[TypeUrls.Listener];
        Assert.That((await plane.DeleteAsync($"{PolicyPath}?ifPreview={preview["token"]}")).Status, Is.EqualTo(HttpStatusCode.OK));
        await web.UntilAsync(envoy => !envoy.IsTraced("outbound:127.0.0.1:10001"));
        Assert.That(web.Versions[TypeUrls.Listener], Is.Not.EqualTo(listeners));
    }

    [Test]
    public async Task A_change_of_sampling_drains_nothing_on_a_proxy_with_a_runtime_layer()
    {
        await using var plane = await TracedAsync();
        using var rtds = await plane.Plane.ConnectAsync("default.web-1");
        using var without = await plane.Plane.ConnectAsync("default.api-1", rtds: false);
        await rtds.UntilAsync(envoy => envoy.IsTraced("outbound:127.0.0.1:10001"));
        await without.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
        var preview = (await plane.PostYamlAsync("/_preview", Documents.Mesh("20"))).Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names(preview, "change"), Is.EqualTo(new[] { "api-1", "web-1" }));
            Assert.That(preview["drains"]!["listeners"]!.AsArray().Select(one => (string?)one!["proxy"]), Is.EqualTo(new[] { "api-1" }));
        }
    }

    [Test]
    public async Task A_write_that_would_do_what_its_preview_had_nothing_of_is_412_and_not_done()
    {
        await using var plane = await TracedAsync();
        var token = (string?)(await plane.PostYamlAsync("/_preview", Documents.Mesh("20"))).Json["token"];
        Assert.That(token, Is.EqualTo("change"));
        var refused = await plane.PutAsync($"{PolicyPath}?ifPreview={token}", WebAlone);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Status, Is.EqualTo(NotDone));
            Assert.That(refused.Violations, Is.EqualTo(new[] { "lose: loses tracing: api-1" }));
            Assert.That((await plane.DeleteAsync($"{PolicyPath}?ifPreview={token}")).Status, Is.EqualTo(NotDone));
            Assert.That((await plane.PostYamlAsync($"/_apply?ifPreview={token}", WebAlone)).Status, Is.EqualTo(NotDone));
            Assert.That((string?)(await plane.GetAsync(PolicyPath)).Json["selectors"]![0]!["match"]!["kuma.io/service"], Is.EqualTo("*"));
            Assert.That((await plane.PutAsync($"{PolicyPath}?ifPreview=lose", WebAlone)).Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task Proxies_that_come_in_between_do_not_fail_a_write()
    {
        await using var plane = await TracedAsync();
        var token = (string?)(await plane.PutAsync($"{PolicyPath}?dryRun=server", WebAlone)).Json["token"];
        await plane.PostYamlAsync("/_apply", Documents.Dataplane("api-2", "api", "127.0.0.3"));
        Assert.That((await plane.PutAsync($"{PolicyPath}?ifPreview={token}", WebAlone)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("{\"type\":\"TrafficTrace\",\"mesh\":\"default\",\"name\":\"all\",\"selectors\":[]}",
        "error TT1001 TrafficTrace default/all: must have at least one element")]
    [TestCase("{\"type\":\"TrafficTrace\",\"mesh\":\"nowhere\",\"name\":\"all\",\"selectors\":[{\"match\":{\"a\":\"b\"}}]}",
        "error TT1001 TrafficTrace nowhere/all: Failed to retrieve Mesh: Not found")]
    public async Task What_would_be_refused_is_not_valid_and_says_why(string document, string told)
    {
        var preview = await _shared.PostYamlAsync("/_preview", document);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(preview.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((bool)preview.Json["valid"]!, Is.False);
            Assert.That(
                preview.Json["findings"]!.AsArray().Select(one => $"{one!["severity"]} {one["code"]} {one["resource"]}: {one["message"]}"),
                Is.EqualTo(new[] { told }));
            Assert.That((int)preview.Json["proxies"]!["unchanged"]!, Is.EqualTo(2));
        }
    }

    [TestCase("/meshes/default/traffic-traces/all?dryRun=client")]
    [TestCase("/meshes/default/traffic-traces/all?ifPreview=x")]
    public async Task A_query_that_is_not_understood_writes_nothing(string path)
    {
        var answer = await _shared.PutAsync(path, WebAlone);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)(await _shared.GetAsync(PolicyPath)).Json["selectors"]![0]!["match"]!["kuma.io/service"], Is.EqualTo("*"));
    }

    [Test]
    public async Task A_path_that_has_no_preview_refuses_to_be_asked_for_one()
    {
        var answer = await _shared.SendAsync(HttpMethod.Post, "/_history/1/_undo?dryRun=server", null, null);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await _shared.GetAsync("/meshes")).Json["total"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_write_is_answered_with_what_it_breaks()
    {
        await using var plane = await TracedAsync();
        var written = await plane.PutAsync("/meshes/default", """{"type":"Mesh","name":"default"}""");
        Assert.That(Codes(written.Json["warnings"]!), Is.EqualTo(new[] { "TT1102", "TT1202" }));
    }

    private static async Task<ApiPlane> TracedAsync()
    {
        var plane = await ApiPlane.StartAsync();
        var applied = await plane.PostYamlAsync("/_apply", Documents.Text);
        Assert.That(applied.Status, Is.EqualTo(HttpStatusCode.OK), applied.Text);
        return plane;
    }

    // What is written has the second of its writing as its origin, and the next dry run may be in the next second.
    private static void TakeTime(JsonNode preview)
    {
        foreach (var finding in preview["findings"]!.AsArray())
        {
            Assert.That((string?)finding!["origin"], Does.Match("^the API, [0-9-]{10}T[0-9:]{8}Z$"));
            finding["origin"] = null;
        }
    }

    private static IEnumerable<string?> Names(JsonNode preview, string group) =>
        preview["proxies"]![group]!["names"]!.AsArray().Select(name => (string?)name);

    private static IEnumerable<string?> Codes(JsonNode findings) => findings.AsArray().Select(finding => (string?)finding!["code"]);
}
