using System.Net;
using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>Proxies of another control plane, over HTTP: who they are, what they are sent, and why.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OverlayTests
{
    private const string Id = "sidecar~10.12.0.7~checkout-1.shop~shop.svc.cluster.local";

    private const string Text = """
        type: Mesh
        name: shop
        tracing:
          backends: [{ name: theirs, type: external }]
        ---
        type: TrafficTrace
        mesh: shop
        name: checkout
        selectors: [{ match: { kuma.io/service: checkout, k8s.kuma.io/namespace: shop } }]
        conf: { backend: theirs, sampling: { random: 5 } }
        """;

    [Test]
    [NonParallelizable] // what it scrapes is of all control planes of the process
    public async Task A_connected_node_is_listed_with_its_tags_and_explained()
    {
        await using var plane = await ApiPlane.StartAsync([("all", Text)], options => options with { OverlayMesh = "shop" });
        using var envoy = await plane.Plane.ConnectAsync(Checkout);
        Assert.That((await envoy.NextAsync()).Fields.Keys, Is.EqualTo(["tracing.random_sampling"]));
        var listed = await plane.GetUntilAsync("/_proxies", all => (string?)all["items"]![0]!["state"] == "Accepted");
        var explained = (await plane.GetAsync($"/_proxies/{Id}/_explain")).Json;
        var status = (await plane.GetAsync("/meshes/shop/traffic-traces/checkout/_status")).Json;
        var metrics = await plane.Plane.Api.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)listed["items"]![0]!["streams"]![0]!["mode"], Is.EqualTo("Overlay"));
            Assert.That((string?)listed["items"]![0]!["overlay"]!["mesh"], Is.EqualTo("shop"));
            Assert.That((string?)listed["items"]![0]!["overlay"]!["tags"]!["team"], Is.EqualTo("blue"));
            Assert.That((string?)explained["winner"]!["policy"], Is.EqualTo("checkout"));
            Assert.That((string?)explained["sampling"]!["via"], Is.EqualTo("overlay"));
            Assert.That((double?)explained["overlay"]!["random"]!["percent"], Is.EqualTo(5));
            Assert.That((string?)explained["connection"]!["state"], Is.EqualTo("connected"));
            Assert.That((int?)status["proxies"]!["overlay"], Is.EqualTo(1));
            Assert.That(metrics, Does.Match("traffictrace_overlay_proxies\\{[^}]*mesh=\"shop\"[^}]*\\} 1\n"));
        }
    }

    [Test]
    public async Task A_preview_says_whom_a_write_steers_and_the_write_does()
    {
        await using var plane = await ApiPlane.StartAsync([("all", Text)], options => options with { OverlayMesh = "shop" });
        using var envoy = await plane.Plane.ConnectAsync(Checkout);
        await envoy.NextAsync();
        const string over = """
            {"type": "TracingOverride", "mesh": "shop", "name": "debug", "sampling": 100, "until": "2099-01-01T00:00:00Z",
             "reason": "a bug"}
            """;
        await plane.GetUntilAsync("/_proxies", all => (string?)all["items"]![0]!["state"] == "Accepted");
        var preview = (await plane.PutAsync("/meshes/shop/tracing-overrides/debug?dryRun=server", over)).Json;
        Assert.That(preview["proxies"]!["change"]!["names"]!.AsArray().Select(name => (string?)name), Is.EqualTo([Id]));
        await plane.PutAsync("/meshes/shop/tracing-overrides/debug", over);
        await plane.Plane.Log.SaysAsync($"TracingOverride debug; traced 0; overlay proxies steered otherwise: {Id}");
        Assert.That((await envoy.NextAsync()).Fields.Keys, Is.EqualTo(["tracing.global_enabled", "tracing.random_sampling"]));
    }

    [TestCase("/_proxies/nobody/_explain")]
    [TestCase("/_proxies/default.web-9/_explain")]
    public async Task A_node_that_is_not_connected_is_404(string path)
    {
        await using var plane = await ApiPlane.StartAsync([("all", Text)]);
        Assert.That((await plane.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static Node Checkout => new()
    {
        Id = Id,
        Cluster = "checkout.shop",
        Metadata = Struct.Parser.ParseJson("""{"NAMESPACE": "shop", "LABELS": {"app": "checkout", "team": "blue"}}"""),
    };
}
