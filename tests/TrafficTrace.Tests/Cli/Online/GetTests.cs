using System.Text.Json.Nodes;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class GetTests
{
    private const string Mesh = """
        {"type": "Mesh", "name": "default", "tracing": {"defaultBackend": "zipkin", "backends": [
          {"name": "zipkin", "type": "zipkin", "conf": {"url": "http://z:9411/api/v2/spans"}},
          {"name": "dd", "type": "datadog", "conf": {"address": "127.0.0.1", "port": 8126}}]}}
        """;

    private const string All = """
        {"type": "TrafficTrace", "mesh": "default", "name": "all", "selectors": [{"match": {"kuma.io/service": "*"}}],
         "conf": {"backend": "zipkin"}}
        """;

    private const string Web = """
        {"type": "Dataplane", "mesh": "default", "name": "web-1", "networking": {"address": "127.0.0.1", "inbound": [
          {"port": 1, "tags": {"kuma.io/service": "web", "kuma.io/protocol": "http"}},
          {"port": 2, "tags": {"kuma.io/service": "web", "kuma.io/protocol": "grpc"}}]}}
        """;

    [TestCase(
        "tracing-overrides",
        "/meshes/default/tracing-overrides",
        """{"mesh": "default", "name": "o", "sampling": 1, "until": "2030-01-31T12:00:00Z", "reason": "a flood"}""",
        "MESH NAME EFFECT UNTIL REASON AGE",
        "default o sampling 1 2030-01-31T12:00:00Z a flood -")]
    [TestCase(
        "tracing-freezes",
        "/meshes/default/tracing-freezes",
        """{"mesh": "default", "name": "freeze", "until": "2030-01-31T12:00:00Z", "reason": "a release"}""",
        "MESH NAME UNTIL REASON AGE",
        "default freeze 2030-01-31T12:00:00Z a release -")]
    [TestCase("meshes", "/meshes", Mesh, "NAME TRACING DEFAULT BACKEND AGE", "default zipkin/zipkin, datadog/dd zipkin -")]
    [TestCase(
        "traffic-traces",
        "/meshes/default/traffic-traces",
        All,
        "MESH NAME BACKEND SELECTORS AGE",
        "default all zipkin kuma.io/service=* -")]
    [TestCase(
        "dataplane",
        "/meshes/default/dataplanes",
        Web,
        "MESH NAME TAGS ADDRESS AGE",
        "default web-1 kuma.io/protocol=grpc kuma.io/protocol=http kuma.io/service=web 127.0.0.1 -")]
    public async Task Each_kind_has_its_columns_and_is_asked_for_in_singular_or_plural(
        string kind, string path, string item, string headings, string row)
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList(path, item);
        var run = await api.RunAsync("get", kind);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Error, Is.Empty);
            Assert.That(Rows(run.Output), Is.EqualTo([headings, row]));
        }
    }

    [Test]
    public async Task One_is_shown_by_its_name_in_each_form()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/m/traffic-traces/all", All);
        var table = await api.RunAsync("get", "TrafficTrace", "all", "-m", "m");
        var yaml = await api.RunAsync("get", "traffic-trace", "all", "-m", "m", "-o", "yaml");
        var json = await api.RunAsync("get", "traffic-trace", "all", "-m", "m", "-o", "json");
        var name = await api.RunAsync("get", "traffic-trace", "all", "-m", "m", "-o", "name");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rows(table.Output), Has.Length.EqualTo(2));
            Assert.That(yaml.Output, Does.StartWith("type: TrafficTrace\n").And.Contain("kuma.io/service: '*'"));
            Assert.That(json.Output, Does.StartWith("{\n").And.EndWith("}\n").And.Contain("\"backend\": \"zipkin\""));
            Assert.That(name.Output, Is.EqualTo("traffic-trace/all\n"));
        }
    }

    [Test]
    public async Task What_is_printed_as_yaml_is_applied_with_each_tag_as_it_was()
    {
        string[] words = ["yes", "No", "on", "OFF", "y", "n", "true", "null", "010", "0x10", "1.0", "1e3", "2026-01-31"];
        var tags = new JsonObject(words.Select((word, i) => KeyValuePair.Create<string, JsonNode?>($"tag-{i}", word)))
        {
            ["kuma.io/service"] = "on",
            ["y"] = "no",
        };
        var web = JsonNode.Parse(Web.Replace("127.0.0.1", "10.0.0.1", StringComparison.Ordinal))!;
        web["networking"]!["inbound"]!.AsArray().RemoveAt(1);
        web["networking"]!["inbound"]![0]!["tags"] = tags;
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/default/dataplanes/web-1", web.ToJsonString()).On("POST /_apply", "{}");
        var get = await api.RunAsync("get", "dataplane", "web-1", "-o", "yaml");
        var apply = await api.RunAsync(get.Output, ["apply", "-f", "-"]);
        Assert.That(apply.ExitCode, Is.Zero, apply.Error + get.Output);
        var sent = JsonNode.Parse(api.Written.Body)![0]!["networking"]!["inbound"]![0]!["tags"]!.AsObject();
        Assert.That(
            sent.Select(tag => $"{tag.Key}={tag.Value!.ToJsonString()}"),
            Is.EquivalentTo(tags.Select(tag => $"{tag.Key}={tag.Value!.ToJsonString()}")),
            get.Output);
    }

    [Test]
    public async Task All_pages_of_a_list_are_one()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes?size=1000", """{"total": 2, "items": [{"name": "a"}], "next": "http://x/meshes?offset=1&size=1000"}""");
        api.On("GET /meshes?size=1000&offset=1", """{"total": 2, "items": [{"name": "b"}], "next": null}""");
        Assert.That((await api.RunAsync("get", "meshes", "-o", "name")).Output, Is.EqualTo("mesh/a\nmesh/b\n"));
    }

    [Test]
    public async Task A_page_says_how_to_see_the_next()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", """{"name": "a"}""");
        api.On("GET /meshes?size=2", """{"total": 5, "items": [{"name": "a"}], "next": "http://x/meshes?offset=2&size=2"}""");
        var run = await api.RunAsync("get", "meshes", "--size", "2");
        Assert.That(run.Error, Is.EqualTo("There is more: traffictrace get meshes --size=2 --offset=2\n"));
    }

    [TestCase("--offset 1", "?offset=1", "")]
    [TestCase("--offset 1 --size 2", "?size=2&offset=1", "--size=2 ")]
    public async Task How_to_see_the_next_page_is_a_command_that_can_be_typed(string options, string query, string told)
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", """{"name": "m"}""");
        api.On($"GET /meshes/m/dataplanes{query}", """{"total": 5, "items": [{"name": "a"}], "next": "/x?offset=3\u001b"}""");
        var run = await api.RunAsync(["get", "dataplanes", "-m", "m", .. options.Split(' ')]);
        Assert.That(run.Error, Is.EqualTo($"There is more: traffictrace get dataplanes -m m {told}--offset=3\uFFFD\n"));
    }

    [TestCase("0")]
    [TestCase("1")]
    public async Task Pages_that_lead_around_in_a_circle_are_a_failure(string next)
    {
        await using var api = await FakeApi.StartAsync();
        var page = $$"""{"total": 2, "items": [{"name": "a"}], "next": "/meshes?offset={{next}}"}""";
        api.On("GET /meshes?size=1000", page).On("GET /meshes?size=1000&offset=1", page);
        var run = await api.RunAsync("get", "meshes");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.Error, Does.Contain($"does not end: its pages lead back to offset {next}."));
    }

    [TestCase("get traffic-trace al", "There is no TrafficTrace \"al\" in mesh \"default\"; did you mean all?")]
    [TestCase("get traffic-trace zzzzz", "There is no TrafficTrace \"zzzzz\" in mesh \"default\".")]
    [TestCase("delete traffic-trace al", "There is no TrafficTrace \"al\" in mesh \"default\"; did you mean all?")]
    [TestCase("get traffic-trace all -m defalt", "There is no mesh \"defalt\"; did you mean default?")]
    [TestCase("get traffic-traces -m defalt", "There is no mesh \"defalt\"; did you mean default?")]
    [TestCase("get mesh defalt", "There is no Mesh \"defalt\"; did you mean default?")]
    public async Task A_name_that_is_not_there_suggests_the_nearest(string line, string told)
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", Mesh).OnList("/meshes/default/traffic-traces", All);
        var run = await api.RunAsync(line.Split(' '));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Is.EqualTo(told + "\n"));
            Assert.That(run.Output, Is.Empty);
        }
    }

    [Test]
    public async Task Names_reach_the_path_escaped()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/default/traffic-traces/a%2F..%2Fb%3Fc", All);
        Assert.That((await api.RunAsync("get", "traffic-trace", "a/../b?c")).ExitCode, Is.Zero);
    }

    [TestCase("get mesh ..", "NAME \"..\"")]
    [TestCase("status backend .", "NAME \".\"")]
    [TestCase("explain dataplane ..", "NAME \"..\"")]
    [TestCase("inspect traffic-trace ..", "NAME \"..\"")]
    [TestCase("override -m m --off --for 1h --reason x --name ..", "--name \"..\"")]
    [TestCase("get dataplanes -m ..", "--mesh \"..\"")]
    [TestCase("undo ..", "POSITION \"..\"")]
    public async Task What_a_path_would_lose_is_wrong_use_everywhere(string line, string told)
    {
        await using var api = await FakeApi.StartAsync();
        var run = await api.RunAsync(line.Split(' '));
        Assert.That((run.ExitCode, api.Asked.Count), Is.EqualTo((2, 0)));
        Assert.That(run.Error, Does.StartWith(told));
    }

    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    public void No_path_is_made_of_what_it_would_lose(string segment) =>
        Assert.Throws<CommandFailure>(() => ApiPath.Of("meshes", "default", segment));

    [Test]
    public async Task What_steers_a_terminal_is_not_let_through()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", """{"name": "a\u001b[31mb\r\n\u0007c"}""");
        Assert.That((await api.RunAsync("get", "meshes")).Output, Does.Not.Match("[\u001b\r\u0007]"));
    }

    [Test]
    public async Task What_steers_a_terminal_is_not_let_through_by_a_failure_either()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", """{"name": "defaul\u001bt"}""");
        var run = await api.RunAsync("get", "dataplanes");
        Assert.That(run.Error, Is.EqualTo("There is no mesh \"default\"; did you mean defaul\uFFFDt?\n"));
    }

    [Test]
    public async Task An_age_is_counted_from_the_creation()
    {
        await using var api = await FakeApi.StartAsync();
        var created = DateTimeOffset.UtcNow - TimeSpan.FromHours(5.5);
        api.OnList("/meshes", $$"""{"name": "a", "creationTime": "{{created:O}}"}""");
        Assert.That(Rows((await api.RunAsync("get", "meshes")).Output)[1], Is.EqualTo("a off - 5h"));
    }

    private static string[] Rows(string text) =>
        [.. text.TrimEnd('\n').Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
}
