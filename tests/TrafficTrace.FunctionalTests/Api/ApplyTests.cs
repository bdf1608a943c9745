using System.Net;

namespace TrafficTrace.FunctionalTests.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class ApplyTests
{
    private const string Documents = """
        type: Mesh
        name: m1
        ---
        type: TrafficTrace
        mesh: m1
        name: all
        selectors: [{ match: { kuma.io/service: '*' } }]
        ---
        type: Dataplane
        mesh: m1
        name: web-1
        networking:
          address: 127.0.0.1
          inbound: [{ port: 8080, servicePort: 9090, tags: { kuma.io/service: web } }]
        """;

    [Test]
    public async Task Many_documents_are_one_write_one_entry_of_history_and_one_undo()
    {
        await using var plane = await ApiPlane.StartAsync();
        var applied = await plane.PostYamlAsync("/_apply", Documents);
        Assert.That(applied.Status, Is.EqualTo(HttpStatusCode.OK), applied.Text);
        Assert.That(
            applied.Json["changes"]!.AsArray().Select(change => $"{change!["action"]} {change["kind"]} {change["mesh"]}/{change["name"]}"),
            Is.EqualTo(new[] { "created Mesh m1/m1", "created TrafficTrace m1/all", "created Dataplane m1/web-1" }));

        var history = (await plane.GetAsync("/_history")).Json["items"]!.AsArray();
        Assert.That(history, Has.Count.EqualTo(1));
        Assert.That(history[0]!["changes"]!.AsArray(), Has.Count.EqualTo(3));
        var undone = await plane.SendAsync(HttpMethod.Post, $"/_history/{applied.Json["position"]}/_undo", null, null);
        Assert.That(undone.Status, Is.EqualTo(HttpStatusCode.OK), undone.Text);
        Assert.That((await plane.GetAsync("/meshes")).Json["total"]!.GetValue<int>(), Is.Zero);
    }

    [Test]
    public async Task One_that_is_wrong_keeps_all_from_being_written_and_all_that_is_wrong_is_told()
    {
        await using var plane = await ApiPlane.StartAsync();
        var answer = await plane.PostYamlAsync(
            "/_apply?delete=TrafficTrace",
            Documents.Replace("port: 8080", "port: 80800", StringComparison.Ordinal)
                .Replace("selectors: [{ match: { kuma.io/service: '*' } }]", "selectors: []", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(
                answer.Violations.Select(violation => violation.Split(':')[0]),
                Is.EqualTo(new[] { "selectors", "networking.inbound[0].port", "delete" }));
            Assert.That((string?)answer.Json["invalid_parameters"]![0]!["resource"], Is.EqualTo("TrafficTrace m1/all"));
            Assert.That((int)answer.Json["invalid_parameters"]![0]!["line"]!, Is.EqualTo(7));
            Assert.That((await plane.GetAsync("/meshes")).Json["total"]!.GetValue<int>(), Is.Zero);
        }
    }

    [Test]
    public async Task A_JSON_list_is_taken_and_deletions_beside_it()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PostYamlAsync("/_apply", Documents);
        var applied = await plane.SendAsync(
            HttpMethod.Post,
            "/_apply?delete=traffic-traces/m1/all&delete=Dataplane/m1/web-1",
            """[{"type":"Mesh","name":"m2"},{"type":"Mesh","name":"m1"}]""",
            "application/json");
        Assert.That(
            applied.Json["changes"]!.AsArray().Select(change => $"{change!["action"]} {change["name"]}"),
            Is.EqualTo(new[] { "deleted all", "deleted web-1", "created m2", "unchanged m1" }),
            applied.Text);
    }

    [TestCase("?delete=TrafficTrace/m1/nope", HttpStatusCode.NotFound)]
    [TestCase("?delete=Mesh/m1", HttpStatusCode.BadRequest)]
    [TestCase("?delete=Mesh/m1&delete=Dataplane/m1/web-1", HttpStatusCode.OK)]
    [TestCase("?delete=Timeout/m1/a", HttpStatusCode.BadRequest)]
    [TestCase("", HttpStatusCode.BadRequest)]
    public async Task Deletions_alone_need_no_body(string query, HttpStatusCode expected)
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PostYamlAsync("/_apply", Documents);
        var answer = await plane.SendAsync(HttpMethod.Post, $"/_apply{query}", null, null);
        Assert.That(answer.Status, Is.EqualTo(expected), answer.Text);
    }

    [Test]
    public async Task A_condition_that_is_not_taken_is_not_passed_over()
    {
        await using var plane = await ApiPlane.StartAsync();
        var answer = await plane.SendAsync(HttpMethod.Post, "/_apply", Documents, "application/yaml", ("If-None-Match", "*"));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await plane.GetAsync("/meshes")).Json["total"]!.GetValue<int>(), Is.Zero);
    }

    [Test]
    public async Task What_needs_a_Mesh_that_is_not_there_is_refused_as_a_whole()
    {
        await using var plane = await ApiPlane.StartAsync();
        var answer = await plane.PostYamlAsync("/_apply", Documents.Replace("mesh: m1", "mesh: m2", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(
                answer.Json["invalid_parameters"]!.AsArray().Select(one => (string?)one!["resource"]),
                Is.EqualTo(new[] { "TrafficTrace m2/all", "Dataplane m2/web-1" }));
            Assert.That((await plane.GetAsync("/meshes")).Json["total"]!.GetValue<int>(), Is.Zero);
        }
    }

    [Test]
    public async Task Kinds_that_are_skipped_are_told_with_what_is_lost()
    {
        await using var plane = await ApiPlane.StartAsync();
        var answer = await plane.PostYamlAsync("/_apply", "type: Mesh\nname: m1\n---\ntype: Timeout\nmesh: m1\nname: t\n");
        Assert.That(
            answer.Json["warnings"]!.AsArray().Select(warning => (string?)warning!["resource"]), Is.EqualTo(new[] { "Timeout" }));
    }
}
