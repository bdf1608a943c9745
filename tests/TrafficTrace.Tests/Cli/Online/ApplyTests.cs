using System.Text.Json.Nodes;

namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class ApplyTests
{
    private const string Taken = """
        {"revision": "x-2", "position": 1, "warnings": [],
         "changes": [{"kind": "TrafficTrace", "mesh": "default", "name": "all", "action": "created"}]}
        """;

    [Test]
    public async Task All_files_go_in_one_request_as_documents_of_the_API()
    {
        using var folder = ResourceFolder.WebAndApi();
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_apply", Taken, revision: "x-2");
        var run = await api.RunAsync("apply", "-f", folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(Sent(api).Select(Key), Is.EquivalentTo(["Mesh  default", "TrafficTrace default all", "Dataplane default web-1",
                "Dataplane default api-1"]));
            Assert.That(api.Written.UserAgent, Does.StartWith("traffictrace/"));
            Assert.That(run.Output, Is.EqualTo("created TrafficTrace \"all\"\n"));
            Assert.That(run.Error, Is.Empty);
        }
    }

    [Test]
    public async Task Kubernetes_documents_and_standard_input_are_taken_too()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_apply", Taken);
        const string document = """
            apiVersion: kuma.io/v1alpha1
            kind: TrafficTrace
            mesh: demo
            metadata: {name: all}
            spec: {selectors: [{match: {kuma.io/service: '*'}}]}
            """;
        var run = await api.RunAsync(document, ["apply", "-f", "-", "-o", "name"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Is.EqualTo("traffic-trace/all\n"));
            Assert.That(run.Error, Is.Empty, "the control plane knows what the file lacks");
            Assert.That(
                Sent(api).Single()!.ToJsonString(),
                Is.EqualTo("""{"type":"TrafficTrace","mesh":"demo","name":"all","selectors":[{"match":{"kuma.io/service":"*"}}]}"""));
        }
    }

    [Test]
    public async Task Nothing_is_sent_while_a_file_is_wrong()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("bad.yaml", "type: TrafficTrace\nmesh: default\nname: x\nselectors: []\n");
        await using var api = await FakeApi.StartAsync();
        var run = await api.RunAsync("apply", "-f", folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.Contain($"{folder["bad.yaml"]}:4: TrafficTrace default/x: selectors: "));
            Assert.That(api.Asked, Is.Empty);
        }
    }

    [Test]
    public async Task A_refusal_is_told_field_by_field()
    {
        await using var api = await FakeApi.StartAsync();
        api.On(
            "POST /_apply",
            """
            {"title": "Could not process a resource", "detail": "Resource is not valid", "invalid_parameters": [
              {"field": "selectors[0]", "reason": "must not be"}, {"resource": "Mesh m", "field": "conf", "reason": "is bad"}]}
            """,
            status: 400);
        var run = await api.RunAsync(ResourceFolder.All, ["apply", "-f", "-"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Output, Is.Empty);
            Assert.That(run.Error, Does.EndWith(
                "Refused: Could not process a resource: Resource is not valid\n  selectors[0]: must not be\n  Mesh m: conf: is bad\n"));
        }
    }

    [Test]
    public async Task Warnings_are_talk()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_apply", """{"warnings": [{"code": "TT1003", "origin": null, "field": "selectors", "message": "selects nobody"}]}""");
        var run = await api.RunAsync(ResourceFolder.Mesh, ["apply", "-f", "-"]);
        Assert.That(run.Error, Does.Contain("warning: TT1003: selectors: selects nobody\n"));
    }

    [Test]
    public async Task A_dry_run_asks_for_a_preview_and_writes_nothing()
    {
        await using var api = await FakeApi.StartAsync();
        api.On(
            "POST /_preview",
            """
            {"revision": "x-1", "valid": true,
             "findings": [{"code": "TT1009", "severity": "warning", "message": "drains", "field": "conf", "origin": "a.yaml:3"}],
             "proxies": {"gain": {"count": 21, "names": ["web-1", "web-2"]}, "lose": {"count": 0, "names": []},
                         "change": {"count": 0, "names": []}, "unchanged": 3},
             "changes": [{"count": 21, "names": ["web-1", "web-2"],
                          "resources": [{"type": "listeners", "name": "inbound:1", "diff": "-a\n+b\n"}]}],
             "drains": {"count": 1, "listeners": [{"proxy": "web-1", "listener": "inbound:1"}]}, "token": "t1"}
            """);
        var run = await api.RunAsync(ResourceFolder.All, ["apply", "-f", "-", "--dry-run=server"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(api.Written.Path, Is.EqualTo("/_preview"));
            Assert.That(run.Output, Is.EqualTo("""
                warning TT1009: a.yaml:3: conf: drains
                gain tracing: 21 (web-1, web-2 and 19 more)
                unchanged: 3

                changes of 21 (web-1, web-2 and 19 more):
                listeners inbound:1
                -a
                +b

                drained listeners: 1
                  web-1 inbound:1
                To do just this: --if-preview=t1

                """));
        }
    }

    [Test]
    public async Task What_would_be_refused_has_no_token_to_do_it_with()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_preview", """{"valid": false, "proxies": {"unchanged": 4}, "token": "t1"}""");
        var run = await api.RunAsync(ResourceFolder.All, ["apply", "-f", "-", "--dry-run=server"]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "Not valid: it would be refused.\nunchanged: 4\n")));
    }

    [Test]
    public async Task What_was_previewed_is_done_and_nothing_else()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_apply?ifPreview=t%261", """{"title": "It would drain", "detail": "web-1"}""", status: 412);
        var run = await api.RunAsync(ResourceFolder.All, ["apply", "-f", "-", "--if-preview", "t&1"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.EndWith("Refused: It would drain: web-1\n"));
    }

    [Test]
    public async Task A_dry_run_waits_for_nothing()
    {
        var run = await CommandRun.WithInputAsync(ResourceFolder.All, "apply", "-f", "-", "--dry-run=server", "--wait");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("--dry-run changes nothing"));
    }

    private static JsonArray Sent(FakeApi api) => (JsonArray)JsonNode.Parse(api.Written.Body)!;

    private static string Key(JsonNode? document) => $"{document!["type"]} {document["mesh"]} {document["name"]}";
}
