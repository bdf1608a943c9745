using System.Text.Json.Nodes;

namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class ExplainTests
{
    private const string Explanation = """
        {"mesh": "default", "name": "web-1",
         "winner": {"policy": "all", "selector": "selectors[0]", "because": "it fits", "origin": "a.yaml:3"},
         "lost": [{"policy": "other", "because": "it has fewer tags"}],
         "backend": {"name": "zipkin", "type": "zipkin", "from": {"field": "tracing.backends[0]", "origin": "mesh.yaml:1"}},
         "sampling": {"percent": 10, "from": {"field": "tracing.backends[0].sampling", "origin": "mesh.yaml:1"}, "via": "rtds"},
         "listeners": [{"name": "inbound:127.0.0.1:8080", "traced": true, "protocol": "http", "because": "it speaks http"}],
         "connection": {"state": "connected", "since": "2026-01-01T00:00:00Z", "accepted": false,
                        "rejections": [{"type": "CDS", "resource": "tracing:zipkin", "reason": "no file"}]}}
        """;

    [Test]
    public async Task Every_reason_is_told_with_the_field_that_says_so()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/default/dataplanes/web-1/_explain", Explanation);
        var run = await api.RunAsync("explain", "dataplane", "web-1");
        Assert.That(run.Output, Is.EqualTo("""
            Dataplane default/web-1 is traced.
            policy:     all (a.yaml:3), by selectors[0]: it fits
            backend:    zipkin (zipkin), by tracing.backends[0] (mesh.yaml:1)
            sampling:   10% via rtds, by tracing.backends[0].sampling (mesh.yaml:1)
            connection: connected since 2026-01-01T00:00:00Z; it has not accepted all that is wanted now
              rejected: CDS tracing:zipkin: no file

            LISTENER                 TRACED   PROTOCOL   BECAUSE
            inbound:127.0.0.1:8080   yes      http       it speaks http

            NOT THIS POLICY   BECAUSE
            other             it has fewer tags

            """), run.Error);
    }

    [Test]
    public async Task A_proxy_that_is_not_there_suggests_the_nearest()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", """{"name": "default"}""").OnList("/meshes/default/dataplanes", """{"name": "web-1"}""");
        var run = await api.RunAsync("explain", "dataplane", "web-2");
        Assert.That(
            (run.ExitCode, run.Error),
            Is.EqualTo((1, "There is no Dataplane \"web-2\" in mesh \"default\"; did you mean web-1?\n")));
    }

    [Test]
    public async Task Files_alone_say_the_same_with_file_and_line()
    {
        using var folder = ResourceFolder.WebAndApi();
        var text = await CommandRun.OfAsync("explain", "dataplane", "web-1", "-f", folder.Path);
        var json = await CommandRun.OfAsync("explain", "dataplane", "web-1", "-f", folder.Path, "-o", "json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text.ExitCode, Is.Zero, text.Error);
            Assert.That(text.Output, Does.StartWith("Dataplane default/web-1 is traced.\npolicy:     all ("));
            Assert.That(text.Output, Does.Contain(
                $"10% via rtds, by tracing.backends[0].sampling ({folder["mesh.yaml"]}:1); a request with a sampled parent as its caller "
                    + "decided\n"));
            Assert.That(text.Output, Does.Contain("connection: offline\n"));
            Assert.That((string?)JsonNode.Parse(json.Output)!["winner"]!["policy"], Is.EqualTo("all"));
        }
    }

    [Test]
    public async Task Files_alone_need_no_control_plane_so_a_wrong_configuration_of_it_holds_nothing_up()
    {
        using var folder = ResourceFolder.WebAndApi();
        using var home = new ConfigHome();
        string[] explain = ["explain", "dataplane", "web-1"];
        var online = await home.RunAsync("ftp://x", explain);
        var offline = await home.RunAsync("ftp://x", [.. explain, "-f", folder.Path]);
        Assert.That((online.ExitCode, offline.ExitCode), Is.EqualTo((2, 0)), offline.Error);
    }

    [Test]
    public async Task A_proxy_that_the_files_lack_suggests_the_nearest()
    {
        using var folder = ResourceFolder.WebAndApi();
        var run = await CommandRun.OfAsync("explain", "dataplane", "web-2", "-f", folder.Path);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Is.EqualTo("There is no Dataplane \"web-2\" in mesh \"default\" in these files; did you mean web-1?\n"));
    }
}
