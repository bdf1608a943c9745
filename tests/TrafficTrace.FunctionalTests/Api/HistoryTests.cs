using System.Net;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class HistoryTests
{
    // For tests that only look, or are refused.
    private ApiPlane _shared = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shared = await ApiPlane.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => _shared.DisposeAsync();

    [Test]
    public async Task The_history_says_who_from_where_and_what_changed()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh(10), ("User-Agent", "a-tool/1"));
        await plane.PutAsync("/meshes/m1", Mesh(20), ("User-Agent", "a-tool/1"));
        var item = (await plane.GetAsync("/_history?kind=mesh&mesh=m1")).Json["items"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)item["who"], Is.EqualTo("anonymous"));
            Assert.That((string?)item["from"], Does.EndWith("(a-tool/1)"));
            Assert.That((long)item["position"]!, Is.EqualTo(2));
            Assert.That((string?)item["changes"]![0]!["diff"], Does.Contain("-    sampling: 10").And.Contain("+    sampling: 20"));
        }
    }

    [Test]
    public async Task It_goes_page_by_page_and_by_resource()
    {
        await using var plane = await ApiPlane.StartAsync();
        for (var i = 1; i <= 5; i++) await plane.PutAsync($"/meshes/m{i}", Named($"m{i}"));
        var first = await plane.GetAsync("/_history?size=2");
        var second = await plane.GetAsync(new Uri((string)first.Json["next"]!).PathAndQuery);
        var named = await plane.GetAsync("/_history?name=m3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PositionsOf(first), Is.EqualTo(new[] { 5, 4 }));
            Assert.That(PositionsOf(second), Is.EqualTo(new[] { 3, 2 }));
            Assert.That(PositionsOf(named), Is.EqualTo(new[] { 3 }));
            Assert.That(named.Json["next"], Is.Null);
        }
    }

    [TestCase("?size=0")]
    [TestCase("?size=x")]
    [TestCase("?before=-1")]
    [TestCase("?kind=Timeout")]
    public async Task What_can_not_be_asked_is_400(string query)
    {
        Assert.That((await _shared.GetAsync($"/_history{query}")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Undo_writes_what_was_before_and_is_itself_undone()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh(10));
        await plane.PutAsync("/meshes/m1", Mesh(20));
        Assert.That(await UndoAsync(plane, 2), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await SamplingAsync(plane), Is.EqualTo(10));
        Assert.That(await UndoAsync(plane, 3), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await SamplingAsync(plane), Is.EqualTo(20));
        Assert.That(await UndoAsync(plane, 99), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_undo_over_later_changes_says_so()
    {
        await using var plane = await ApiPlane.StartAsync();
        foreach (var sampling in (int[])[10, 20, 30]) await plane.PutAsync("/meshes/m1", Mesh(sampling));
        var answer = await plane.SendAsync(HttpMethod.Post, "/_history/2/_undo", null, null);
        Assert.That(answer.Json["warnings"]!.AsArray().Select(warning => (string?)warning!["message"]), Has.Some.Contains("changed since"));
        Assert.That(await SamplingAsync(plane), Is.EqualTo(10));
    }

    [Test]
    public async Task A_change_of_a_file_is_in_it_and_its_undo_is_told_as_what_to_commit()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        folder.Write("mesh", Documents.Mesh("50"));
        var history = await plane.GetUntilAsync("/_history", answer => answer["items"]!.AsArray().Count > 0); // another thread reads
        var item = history["items"]![0]!;
        var undo = await plane.SendAsync(HttpMethod.Post, $"/_history/{item["position"]}/_undo", null, null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)item["who"], Is.EqualTo("file"));
            Assert.That((string?)item["from"], Is.EqualTo(folder.FileOf("mesh")));
            Assert.That(undo.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That((string?)undo.Json["yaml"], Does.Contain("sampling: 10").And.StartWith("type: Mesh\n"));
        }
    }

    [Test]
    public async Task Secrets_are_not_shown()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync(
            "/meshes/m1",
            """{"type":"Mesh","name":"m1","mtls":{"backends":[{"name":"ca","type":"provided","conf":{"key":{"inlineString":"hush"}}}]}}""");
        var history = await plane.GetAsync("/_history");
        Assert.That(history.Text, Does.Contain("inlineString").And.Not.Contain("hush"));
    }

    private static IEnumerable<int> PositionsOf(ApiResponse response) =>
        response.Json["items"]!.AsArray().Select(item => (int)item!["position"]!);

    private static async Task<HttpStatusCode> UndoAsync(ApiPlane plane, long position) =>
        (await plane.SendAsync(HttpMethod.Post, $"/_history/{position}/_undo", null, null)).Status;

    private static async Task<int> SamplingAsync(ApiPlane plane) =>
        (int)(await plane.GetAsync("/meshes/m1")).Json["tracing"]!["backends"]![0]!["sampling"]!;

    private static string Named(string name) => $$"""{"type":"Mesh","name":"{{name}}"}""";

    private static string Mesh(int sampling)
    {
        const string Rest = "\"type\":\"zipkin\",\"conf\":{\"url\":\"http://z:9411/x\"}";
        return $$$"""{"type":"Mesh","name":"m1","tracing":{"backends":[{"name":"z","sampling":{{{sampling}}},{{{Rest}}}}]}}""";
    }
}
