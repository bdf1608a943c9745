using System.Net;
using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.ControlPlane;
using TrafficTrace.Storage;

namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>What the API was told is there after a restart, as it was.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RestartTests
{
    private const string Backend = """{"name":"z","type":"zipkin","conf":{"url":"http://z:9411/x"}}""";
    private const string Policy = "/meshes/m1/traffic-traces/all";
    private const string Override = "/meshes/m1/tracing-overrides/incident";

    private static readonly string[] Told =
        ["/meshes", "/traffic-traces", "/meshes/m1/tracing-overrides", "/meshes/m1/tracing-freezes/freeze", "/_history"];

    [Test]
    public async Task Documents_overrides_freezes_and_history_are_the_same_and_can_be_undone()
    {
        using var folder = new StoreFolder();
        string[] before;
        string revision, etag, cluster;
        await using (var api = await StartAsync(folder))
        {
            await api.PutAsync("/meshes/m1", $$$"""{"type":"Mesh","name":"m1","tracing":{"backends":[{{{Backend}}}]}}""");
            await api.PutAsync(Policy, PolicyOf("z"));
            await api.PutAsync(Override, OverrideUntil(Documents.InAnHour));
            await api.SendAsync(HttpMethod.Post, "/_freeze", Freeze, "application/json");
            revision = (await api.PutAsync(Policy, PolicyOf("other"))).Header("X-Revision");
            (before, etag, cluster) = (await AllAsync(api), await ETagAsync(api), await ClusterAsync(api));
        }

        await using var after = await StartAsync(folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await AllAsync(after), Is.EqualTo(before));
            Assert.That(await ETagAsync(after), Is.EqualTo(etag));
            Assert.That(await ClusterAsync(after), Is.EqualTo(cluster));
            Assert.That((await after.GetAsync($"/meshes/m1/_status?atLeast={revision}")).Status, Is.EqualTo(HttpStatusCode.OK));
        }

        var undone = await after.SendAsync(HttpMethod.Post, "/_history/5/_undo", null, null);
        Assert.That(undone.Status, Is.EqualTo(HttpStatusCode.OK), undone.Text);
        Assert.That((await after.GetAsync(Policy)).Text, Does.Contain("\"backend\": \"z\""));
    }

    [Test]
    public async Task What_has_ended_meanwhile_is_taken_back_at_the_start()
    {
        using var folder = new StoreFolder();
        await using (var api = await StartAsync(folder))
        {
            api.Plane.Time.Ahead = TimeSpan.FromHours(-1); // it runs an hour before the next
            await api.PutAsync("/meshes/m1", """{"type":"Mesh","name":"m1"}""");
            await api.PutAsync(Override, OverrideUntil(DateTimeOffset.UtcNow.AddMinutes(-30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")));
            Assert.That((await api.GetAsync(Override)).Status, Is.EqualTo(HttpStatusCode.OK));
        }

        await using var after = await StartAsync(folder);
        await after.GetUntilAsync("/_history?kind=tracing-override", history => history["items"]!.AsArray().Count == 2);
        Assert.That((await after.GetAsync(Override)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_first_mesh_is_made_once_and_stays_deleted()
    {
        using var folder = new StoreFolder();
        await using (var api = await StartAsync(folder, defaultMesh: true))
        {
            Assert.That((await api.GetAsync("/meshes/default")).Status, Is.EqualTo(HttpStatusCode.OK));
            await api.DeleteAsync("/meshes/default");
        }

        await using var after = await StartAsync(folder, defaultMesh: true);
        Assert.That((await after.GetAsync("/meshes/default")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static Task<ApiPlane> StartAsync(StoreFolder folder, bool defaultMesh = false) => ApiPlane.StartAsync(
        change: options => options with { Store = StoreAddress.Parse(folder.Address, out _)!, DefaultMesh = defaultMesh });

    private static async Task<string[]> AllAsync(ApiPlane api)
    {
        var answers = new List<string>();
        foreach (var path in Told) answers.Add((await api.GetAsync(path)).Text);
        return [.. answers];
    }

    private static async Task<string> ETagAsync(ApiPlane api) => (await api.GetAsync(Policy)).Header("ETag");

    private static async Task<string> ClusterAsync(ApiPlane api) => (string)(await api.GetAsync("/")).Json["clusterId"]!;

    private static string PolicyOf(string backend)
    {
        const string All = """[{"match":{"kuma.io/service":"*"}}]""";
        return $$"""{"type":"TrafficTrace","mesh":"m1","name":"all","conf":{"backend":"{{backend}}"},"selectors":{{All}}}""";
    }

    private static string OverrideUntil(string until) =>
        $$"""{"type":"TracingOverride","mesh":"m1","name":"incident","off":true,"until":"{{until}}","reason":"too many spans"}""";

    private static string Freeze => $$"""{"mesh":"m1","until":"{{Documents.InAnHour}}","reason":"a release"}""";
}
