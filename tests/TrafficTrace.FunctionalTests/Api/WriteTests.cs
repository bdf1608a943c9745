using System.Net;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class WriteTests
{
    private const string Mesh = """{"type":"Mesh","name":"m1"}""";
    private const string Policy = """{"type":"TrafficTrace","mesh":"m1","name":"all","selectors":[{"match":{"kuma.io/service":"*"}}]}""";
    private const string OtherPolicy = """{"type":"TrafficTrace","mesh":"m1","name":"all","selectors":[{"match":{"a":"b"}}]}""";
    private const string PolicyPath = "/meshes/m1/traffic-traces/all";

    [Test]
    public async Task A_write_is_there_when_it_is_answered()
    {
        await using var plane = await ApiPlane.StartAsync();
        var created = await plane.PutAsync("/meshes/m1", Mesh);
        var read = await plane.GetAsync("/meshes/m1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(read.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(created.Header("X-Revision"), Is.Not.Empty.And.EqualTo((string?)created.Json["revision"]));
            Assert.That(created.Header("ETag"), Is.Not.Empty.And.EqualTo(read.Header("ETag")));
        }
    }

    [Test]
    public async Task The_time_of_creation_stays_when_a_resource_is_updated_and_is_new_when_it_was_deleted()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh);
        await plane.PutAsync(PolicyPath, Policy);
        var created = (await plane.GetAsync(PolicyPath)).Json;
        Assert.That((await plane.PutAsync(PolicyPath, OtherPolicy)).Status, Is.EqualTo(HttpStatusCode.OK));
        var updated = (await plane.GetAsync(PolicyPath)).Json;
        Assert.That((await plane.DeleteAsync(PolicyPath)).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await plane.PutAsync(PolicyPath, Policy)).Status, Is.EqualTo(HttpStatusCode.Created));
        var again = (await plane.GetAsync(PolicyPath)).Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)updated["creationTime"], Is.EqualTo((string?)created["creationTime"]));
            Assert.That((string?)updated["modificationTime"], Is.Not.EqualTo((string?)created["modificationTime"]));
            Assert.That((string?)again["creationTime"], Is.Not.EqualTo((string?)created["creationTime"]));
        }
    }

    [Test]
    public async Task What_changes_nothing_makes_no_revision_and_no_history()
    {
        await using var plane = await ApiPlane.StartAsync();
        var first = await plane.PutAsync("/meshes/m1", Mesh);
        var second = await plane.PutAsync("/meshes/m1", Mesh);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(second.Header("X-Revision"), Is.EqualTo(first.Header("X-Revision")));
            Assert.That((await plane.GetAsync("/_history")).Json["items"]!.AsArray(), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_condition_that_does_not_hold_is_412_and_writes_nothing()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh);
        var tag = (await plane.PutAsync(PolicyPath, Policy)).Header("ETag");
        const HttpStatusCode Failed = HttpStatusCode.PreconditionFailed;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await plane.PutAsync(PolicyPath, OtherPolicy, ("If-None-Match", "*"))).Status, Is.EqualTo(Failed));
            Assert.That((await plane.PutAsync(PolicyPath, OtherPolicy, ("If-Match", "\"other\""))).Status, Is.EqualTo(Failed));
            Assert.That((await plane.DeleteAsync(PolicyPath, ("If-Match", "\"other\""))).Status, Is.EqualTo(Failed));
            Assert.That((await plane.GetAsync(PolicyPath, ("If-None-Match", tag))).Status, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That((await plane.GetAsync(PolicyPath)).Header("ETag"), Is.EqualTo(tag));
            Assert.That((await plane.PutAsync(PolicyPath, OtherPolicy, ("If-Match", tag))).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await plane.PutAsync(PolicyPath, Policy, ("If-Match", tag))).Status, Is.EqualTo(Failed));
            Assert.That((await plane.DeleteAsync(PolicyPath, ("If-Match", "*"))).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await plane.PutAsync(PolicyPath, Policy, ("If-None-Match", "*"))).Status, Is.EqualTo(HttpStatusCode.Created));
        }
    }

    [Test]
    public async Task Of_writers_who_saw_the_same_only_one_writes()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh);
        var tag = (await plane.PutAsync(PolicyPath, Policy)).Header("ETag");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            plane.PutAsync(PolicyPath, OtherPolicy.Replace("\"b\"", $"\"b{i}\"", StringComparison.Ordinal), ("If-Match", tag))));
        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed), Is.EqualTo(19));
    }

    [Test]
    public async Task What_a_file_holds_is_read_only_and_the_answer_says_where()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        var put = await plane.PutAsync(
            "/meshes/default/traffic-traces/all",
            """{"type":"TrafficTrace","mesh":"default","name":"all","selectors":[{"match":{"a":"b"}}]}""");
        var deleted = await plane.DeleteAsync("/meshes/default/traffic-traces/all");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(put.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(deleted.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(put.Text, Does.Contain($"{folder.FileOf("policy")}:1"));
            Assert.That(deleted.Text, Does.Contain($"{folder.FileOf("policy")}:1"));
        }
    }

    [Test]
    public async Task Deleting_a_Mesh_takes_its_policies_along_and_one_undo_brings_all_back()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh);
        await plane.PutAsync(PolicyPath, Policy);
        var before = (await plane.GetAsync(PolicyPath)).Json["creationTime"]!.GetValue<string>();
        Assert.That((await plane.DeleteAsync("/meshes/m1")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await plane.GetAsync("/traffic-traces")).Json["total"]!.GetValue<int>(), Is.Zero);

        var position = (await plane.GetAsync("/_history")).Json["items"]![0]!["position"]!.GetValue<long>();
        var undone = await plane.SendAsync(HttpMethod.Post, $"/_history/{position}/_undo", null, null);
        Assert.That(undone.Status, Is.EqualTo(HttpStatusCode.OK), undone.Text);
        Assert.That((await plane.GetAsync(PolicyPath)).Json["creationTime"]!.GetValue<string>(), Is.EqualTo(before));
    }

    [Test]
    public async Task Kumactl_may_not_drop_a_field_that_it_does_not_know()
    {
        await using var plane = await ApiPlane.StartAsync();
        var url = "https://z:9411/api/v2/spans";
        await plane.PutAsync("/meshes/m1", Traced($$$"""{"url":"{{{url}}}","tls":{"verify":false}}"""));
        var without = Traced($$"""{"url":"{{url}}"}""");
        var byKumactl = await plane.PutAsync("/meshes/m1", without, ("User-Agent", "kumactl/2.9.13 (linux; amd64)"));
        var byCurl = await plane.PutAsync("/meshes/m1", without, ("User-Agent", "curl/8"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byKumactl.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(byKumactl.Violations.Single(), Does.StartWith("tracing.backends[0].conf.tls: "));
            Assert.That(byCurl.Status, Is.EqualTo(HttpStatusCode.OK));
        }

        static string Traced(string conf) =>
            $$$"""{"type":"Mesh","name":"m1","tracing":{"backends":[{"name":"z","type":"zipkin","conf":{{{conf}}}}]}}""";
    }

    [Test]
    public async Task Kumactl_may_not_drop_what_a_policy_says_beyond_its_backend()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh);
        var conf = """{"conf":{"sampling":{"random":1},"meshTags":true},""";
        await plane.PutAsync(PolicyPath, conf + Policy[1..]);
        var byKumactl = await plane.PutAsync(PolicyPath, Policy, ("User-Agent", "kumactl/2.9.13"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byKumactl.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(byKumactl.Violations.Select(violation => violation.Split(':')[0]), Is.EqualTo(["conf.sampling", "conf.meshTags"]));
        }
    }

    [Test]
    public async Task What_is_seldom_meant_is_told_in_the_answer_and_to_kumactl_in_lines()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh);
        var body = Policy.Replace("\"selectors\"", "\"conf\":{\"backend\":\"nope\"},\"selectors\"", StringComparison.Ordinal);
        var told = await plane.PutAsync(PolicyPath, body);
        var toKumactl = await plane.PutAsync(PolicyPath, body, ("User-Agent", "kumactl/2.9.13"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)told.Json["warnings"]![0]!["field"], Is.EqualTo("conf.backend"));
            Assert.That(told.Json["warnings"]![0]!["message"]!.GetValue<string>(), Does.Contain("nope"));
            Assert.That(toKumactl.Json["warnings"]![0]!.GetValue<string>(), Does.Contain("nope"));
        }
    }

    [Test]
    public async Task What_is_written_into_a_frozen_mesh_is_answered_as_ever()
    {
        await using var plane = await ApiPlane.StartAsync();
        await plane.PutAsync("/meshes/m1", Mesh);
        await plane.PutAsync(
            "/meshes/m1/dataplanes/d",
            """
            {"type":"Dataplane","mesh":"m1","name":"d","networking":{"address":"10.0.0.1",
            "inbound":[{"port":80,"servicePort":81,"tags":{"kuma.io/service":"w"}}]}}
            """);
        await plane.PutAsync(
            "/meshes/m1/traffic-traces/old",
            """
            {"type":"TrafficTrace","mesh":"m1","name":"old","selectors":[{"match":{"kuma.io/service":"w"}}],"conf":{"backend":"nope"}}
            """);
        const string Freeze = """{"mesh":"m1","until":"2999-01-01T00:00:00Z","reason":"a test"}""";
        var frozen = await plane.SendAsync(HttpMethod.Post, "/_freeze", Freeze, "application/json");
        var put = await plane.PutAsync(PolicyPath, Policy);
        var again = await plane.SendAsync(
            HttpMethod.Post, "/_freeze", Freeze.Replace("{", "{\"mesh\":\"m1\",", StringComparison.Ordinal), "application/json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(frozen.Status, Is.EqualTo(HttpStatusCode.Created), frozen.Text);
            Assert.That(put.Status, Is.EqualTo(HttpStatusCode.Created), put.Text);
            Assert.That((await plane.DeleteAsync(PolicyPath)).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await plane.DeleteAsync("/meshes/m1/traffic-traces/old")).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await plane.GetAsync("/_sources")).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(again.Status, Is.EqualTo(HttpStatusCode.BadRequest), "a key stands twice");
        }
    }

    [TestCase("application/yaml")]
    [TestCase("text/yaml; charset=utf-8")]
    [TestCase(null)]
    public async Task YAML_is_taken_and_given(string? contentType)
    {
        await using var plane = await ApiPlane.StartAsync();
        var put = await plane.SendAsync(HttpMethod.Put, "/meshes/m1", "type: Mesh\nname: m1\n", contentType);
        var given = await plane.GetAsync("/meshes/m1", ("Accept", "application/yaml"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(put.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(given.ContentType, Is.EqualTo("application/yaml"));
            Assert.That(given.Text, Does.StartWith("type: Mesh\nname: m1\ncreationTime: "));
        }
    }

    [TestCase("application/json", "type: Mesh\nname: m1\n", HttpStatusCode.BadRequest)]
    [TestCase("application/json; charset=utf-16", Mesh, HttpStatusCode.UnsupportedMediaType)]
    [TestCase("application/x-www-form-urlencoded", Mesh, HttpStatusCode.UnsupportedMediaType)]
    [TestCase("application/json", "", HttpStatusCode.BadRequest)]
    [TestCase("application/merge-patch+json", Mesh, HttpStatusCode.Created)]
    public async Task A_body_is_what_it_says_that_it_is(string contentType, string body, HttpStatusCode expected)
    {
        await using var plane = await ApiPlane.StartAsync();
        Assert.That((await plane.SendAsync(HttpMethod.Put, "/meshes/m1", body, contentType)).Status, Is.EqualTo(expected));
    }

    [TestCase("{\n\t\"type\": \"Mesh\",\n\t\"name\":\t\"m1\"\n}\n")]
    [TestCase("{\"type\":\"M\\u0065sh\",\"name\":\"m1\",\"logging\":{\"x\":\"a\\/b \\ud83d\\ude00\"}}")]
    [TestCase("{\"type\":\"Mesh\",\r\n\"name\" :\"m1\"  }")]
    [TestCase("{\"type\":\"Mesh\",\"name\":\"m1\",\"logging\":{\"x\":1E+2,\"y\":-0.5e-3,\"z\":\"\"}}")]
    [TestCase("\ufeff{\"type\":\"Mesh\",\"name\":\"m1\"}")]
    public async Task All_that_is_JSON_is_read(string body)
    {
        await using var plane = await ApiPlane.StartAsync();
        var answer = await plane.PutAsync("/meshes/m1", body);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
    }

    [Test]
    public async Task A_body_over_4_MiB_is_413([Values] bool chunked)
    {
        await using var plane = await ApiPlane.StartAsync();
        var body = $$"""{"type":"Mesh","name":"m1","x":"{{new string('x', 4 << 20)}}"}""";
        var answer = await plane.SendAsync(
            HttpMethod.Put, "/meshes/m1", body, "application/json", chunked ? [("Transfer-Encoding", "chunked")] : []);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Before_the_resources_are_read_nothing_is_told_and_nothing_written()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        using var written = await plane.Api.PutAsync("/meshes/m1", new StringContent(Mesh, null, "application/json"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await plane.Api.GetAsync("/meshes")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(written.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That((await plane.Api.GetAsync("/")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task A_proxy_is_served_what_the_API_was_told()
    {
        await using var plane = await ApiPlane.StartAsync([("web", Documents.Web()), ("api", Documents.Api())]);
        await plane.SendAsync(HttpMethod.Put, "/meshes/default", Documents.Mesh(), "application/yaml");
        using var envoy = await plane.Plane.ConnectAsync("default.web-1");
        await plane.SendAsync(HttpMethod.Put, "/meshes/default/traffic-traces/all", Documents.Policy, "application/yaml");
        await envoy.UntilAsync(proxy => proxy.IsTraced("inbound:127.0.0.1:8080"));
    }
}
