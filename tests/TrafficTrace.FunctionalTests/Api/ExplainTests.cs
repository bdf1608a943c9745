using System.Net;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Listener.V3;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>Why a proxy is traced as it is, over HTTP.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ExplainTests
{
    private const string Outbound = "outbound:127.0.0.1:10001";

    [Test]
    public async Task A_proxy_of_files_is_explained_with_the_lines_that_say_so()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        var answer = (await plane.GetAsync("/meshes/default/dataplanes/web-1/_explain")).Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)answer["winner"]!["policy"], Is.EqualTo("all"));
            Assert.That((string?)answer["winner"]!["origin"], Is.EqualTo($"{folder.FileOf("policy")}:1"));
            Assert.That((string?)answer["backend"]!["from"]!["origin"], Is.EqualTo($"{folder.FileOf("mesh")}:1"));
            Assert.That((string?)answer["sampling"]!["from"]!["field"], Is.EqualTo("tracing.backends[0].sampling"));
            Assert.That((double)answer["sampling"]!["percent"]!, Is.EqualTo(10));
            Assert.That(answer["listeners"]!.AsArray().Select(one => $"{one!["name"]} {one["traced"]}"),
                Is.EqualTo(new[] { "inbound:127.0.0.1:8080 true", "outbound:127.0.0.1:10001 true" }));
            Assert.That((string?)answer["connection"]!["state"], Is.EqualTo("offline"));
        }
    }

    [TestCase(true, "rtds")]
    [TestCase(false, "listener")]
    public async Task It_says_how_sampling_reaches_a_connected_proxy(bool rtds, string via)
    {
        await using var plane = await ApiPlane.StartAsync(Documents.All);
        using var web = await plane.Plane.ConnectAsync("default.web-1", rtds);
        await web.UntilAsync(envoy => envoy.IsTraced(Outbound));
        var answer = (await plane.GetAsync("/meshes/default/dataplanes/web-1/_explain")).Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)answer["sampling"]!["via"], Is.EqualTo(via));
            Assert.That((string?)answer["connection"]!["state"], Is.EqualTo("connected"));
            Assert.That((DateTimeOffset)answer["connection"]!["since"]!, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        }
    }

    [Test]
    public async Task A_proxy_that_rejects_its_collector_is_untraced_and_its_own_words_are_told()
    {
        await using var plane = await ApiPlane.StartAsync(Documents.All);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        web.Complaint = message => message is Cluster { Name: "tracing:zipkin" }
            ? "Error adding/updating cluster(s) tracing:zipkin: Invalid path: /nowhere/ca.pem"
            : null;
        await web.UntilAsync(envoy => envoy.Get<Listener>(Outbound) is not null && !envoy.IsTraced(Outbound));
        var answer = await plane.GetUntilAsync( // the status has a rejection a little after the stream
            "/meshes/default/dataplanes/web-1/_explain", explained => explained["connection"]!["rejections"]!.AsArray().Count > 0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["listeners"]!.AsArray().Select(one => (bool)one!["traced"]!), Is.All.False);
            Assert.That((string?)answer["listeners"]![0]!["because"], Does.EndWith("its Envoy has rejected the collector cluster"));
            Assert.That((string?)answer["backend"]!["name"], Is.EqualTo("zipkin"));
            Assert.That((string?)answer["connection"]!["rejections"]![0]!["reason"], Does.EndWith("Invalid path: /nowhere/ca.pem"));
        }
    }

    [Test]
    public async Task What_the_API_was_told_is_named_with_its_time()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PostYamlAsync("/_apply", Documents.Text);
        var answer = (await plane.GetAsync("/meshes/default/dataplanes/web-1/_explain")).Json;
        Assert.That((string?)answer["backend"]!["from"]!["origin"], Does.Match("^the API, [0-9-]{10}T[0-9:]{8}Z$"));
    }

    [TestCase("/meshes/default/dataplanes/nobody/_explain")]
    [TestCase("/meshes/nowhere/dataplanes/web-1/_explain")]
    public async Task Who_is_not_there_is_404(string path)
    {
        await using var plane = await ApiPlane.StartAsync(Documents.All);
        Assert.That((await plane.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
