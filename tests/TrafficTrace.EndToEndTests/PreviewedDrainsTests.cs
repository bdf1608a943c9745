using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>The listeners that a preview says will drain are those that Envoy then changes, change by change.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PreviewedDrainsTests
{
    private static readonly Uri Collector = new("http://127.0.0.1:9/api/v2/spans");
    private static readonly Uri OtherPath = new("http://127.0.0.1:9/other");
    private static readonly Uri OtherHost = new("http://127.0.0.1:10/other");

    [Test, Combinatorial]
    public async Task A_preview_says_how_many_listeners_Envoy_then_changes(
        [Values] EnvoyRelease release, [Values] ApiType api, [Values] bool rtds)
    {
        await using var world = new World();
        var web = new Proxy("web-1", "web") { ServicePort = FreePorts.Next() }.Calling("backend");
        world.Write(web, new Proxy("backend-1", "backend") { ServicePort = FreePorts.Next() });
        await world.ControlPlane.StartAndReadyAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{world.ControlPlane.ApiPort}") };
        await ApplyAsync(http, "", Mesh(Collector, 10));
        await ApplyAsync(http, "", Manifests.TrafficTrace("all", "sink"));
        var envoy = await world.EnvoyAsync(web, release, api, rtds);

        (string Change, string Query, string Body, int Drains)[] changes =
        [
            ("another sampling", "", Mesh(Collector, 50), rtds ? 0 : 2),
            ("another path of the collector", "", Mesh(OtherPath, 50), 2),
            ("another port of the collector", "", Mesh(OtherHost, 50), 2), // the Host header stands in the listener
            ("a policy for the callers alone", "", Manifests.TrafficTrace("all", "sink", "kuma.io/service: backend"), 2),
            ("a policy for all", "", Manifests.TrafficTrace("all", "sink"), 2),
            ("no policy", "?delete=TrafficTrace/default/all", "", 2),
        ];
        foreach (var (change, query, body, drains) in changes)
        {
            var preview = await PostAsync(http, $"/_preview{query}", body);
            var before = await envoy.SumAsync("^listener_manager\\.listener_modified$");
            await ApplyAsync(http, $"{(query.Length == 0 ? "?" : $"{query}&")}ifPreview={preview["token"]}", body);
            var modified = await envoy.SumAsync("^listener_manager\\.listener_modified$") - before;
            Assert.That((int)preview["drains"]!["count"]!, Is.EqualTo(drains), change);
            Assert.That(modified, Is.EqualTo(drains), change);
        }

        Assert.That(await envoy.SumAsync("^listener_manager\\.listener_in_place_updated$"), Is.EqualTo(changes.Sum(one => one.Drains)));
    }

    private static string Mesh(Uri collector, double sampling) => Manifests.Mesh(Manifests.Zipkin("sink", collector, sampling));

    /// <summary>Until all that are connected have it.</summary>
    private static async Task ApplyAsync(HttpClient http, string query, string body)
    {
        var applied = await PostAsync(http, $"/_apply{query}", body);
        var status = await http.GetStringAsync(
            new Uri($"/meshes/default/_status?atLeast={applied["revision"]}&wait=10s", UriKind.Relative));
        Assert.That((string?)JsonNode.Parse(status)!["delivery"], Is.EqualTo("Delivered"), status);
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/yaml");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonNode.Parse(text)!;
    }
}
