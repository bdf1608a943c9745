namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class InspectTests
{
    [Test]
    public async Task Proxies_are_listed_with_what_was_sent_to_them()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/default/dataplanes/_overview?tag=kuma.io%2Fservice%3Aweb&size=1000", """
            {"total": 3, "items": [
              {"mesh": "default", "name": "web-1",
               "dataplane": {"networking": {"inbound": [{"tags": {"kuma.io/service": "web"}}]}},
               "dataplaneInsight": {"subscriptions": [
                 {"connectTime": "2026-01-01T00:00:00Z",
                  "status": {"total": {"responsesSent": "3", "responsesRejected": "1"}}},
                 {"connectTime": "2026-01-01T00:02:00Z", "version": {"envoy": {"version": "1.40.0"}},
                  "status": {"total": {"responsesSent": "4"}}}]}},
              {"mesh": "default", "name": "web-2", "dataplane": {"networking": {"gateway": {"tags": {"kuma.io/service": "web"}}}}},
              {"mesh": "default", "name": "web-3", "dataplane": {"networking": {"gateway": {"tags": {"kuma.io/service": "web"}}}},
               "dataplaneInsight": {"subscriptions": [
                 {"connectTime": "2026-01-01T00:00:00Z", "disconnectTime": "2026-01-01T00:01:00Z",
                  "status": {"total": {"responsesSent": "3"}}}]}}],
             "next": null}
            """);
        var run = await api.RunAsync("inspect", "dataplanes", "--tag", "kuma.io/service=web");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Match(@"\ndefault +web-1 +kuma.io/service=web +Online +\d+d +- +7 +1 +1.40.0\n"), run.Error);
            Assert.That(run.Output, Does.Match(@"\ndefault +web-2 +kuma.io/service=web +Offline +- +- +0 +0 +-\n"));
            Assert.That(run.Output, Does.Match(@"\ndefault +web-3 +kuma.io/service=web +Unknown +\d+d +- +3 +0 +-\n"), "no answer");
        }
    }

    [TestCase(
        "inspect meshes",
        "/mesh-insights?size=1000",
        """{"items": [{"name": "m", "dataplanes": {"total": 3, "online": 1}, "policies": {"TrafficTrace": {"total": 4}}}]}""",
        @"\AMESH +DATAPLANES +TRAFFIC TRACES\nm +1/3 +4\n\z")]
    [TestCase(
        "inspect services -m m",
        "/meshes/m/service-insights?size=1000",
        """{"items": [{"name": "web", "status": "partially_degraded", "dataplanes": {"total": 3, "online": 1}}]}""",
        @"\ASERVICE +STATUS +DATAPLANES\nweb +Partially degraded +1/3\n\z")]
    [TestCase(
        "inspect dataplane web-1",
        "/meshes/default/dataplanes/web-1/policies",
        """{"items": [{"type": "dataplane", "matchedPolicies": {"TrafficTrace": [{"name": "all"}]}}]}""",
        @"\ADATAPLANE:\n  TrafficTrace\n    all\n\z")]
    public async Task Insights_are_read_as_kumactl_does(string line, string path, string body, string output)
    {
        await using var api = await FakeApi.StartAsync();
        api.On($"GET {path}", body);
        Assert.That((await api.RunAsync(line.Split(' '))).Output, Does.Match(output));
    }

    [TestCase(
        "inspect meshes", "/mesh-insights?size=1000", """{"items": [{"name": "a"}, {"name": "b"}]}""", "mesh/a\nmesh/b\n")]
    [TestCase(
        "inspect services", "/meshes/default/service-insights?size=1000", """{"items": [{"name": "web"}]}""", "service/web\n")]
    [TestCase(
        "inspect dataplanes",
        "/meshes/default/dataplanes/_overview?size=1000",
        """{"items": [{"mesh": "default", "name": "web-1"}]}""",
        "dataplane/web-1\n")]
    [TestCase(
        "inspect dataplane web-1",
        "/meshes/default/dataplanes/web-1/policies",
        """{"items": [{"type": "dataplane", "matchedPolicies": {"TrafficTrace": [{"name": "all"}], "Other": [{"name": "o"}]}}]}""",
        "traffic-trace/all\nOther/o\n")]
    [TestCase(
        "inspect traffic-trace all",
        "/meshes/default/traffic-traces/all/dataplanes",
        """{"items": [{"dataplane": {"mesh": "default", "name": "web-1"}}]}""",
        "dataplane/web-1\n")]
    public async Task Names_alone_can_be_asked_for(string line, string path, string body, string output)
    {
        await using var api = await FakeApi.StartAsync();
        api.On($"GET {path}", body).On("GET /meshes/default/traffic-traces/all", "{}");
        var run = await api.RunAsync([.. line.Split(' '), "-o", "name"]);
        Assert.That(run.Output, Is.EqualTo(output), run.Error);
    }

    [TestCase("web")]
    [TestCase("=web")]
    public async Task A_tag_without_a_name_and_a_value_is_wrong_use(string tag)
    {
        await using var api = await FakeApi.StartAsync();
        var run = await api.RunAsync("inspect", "dataplanes", "--tag", tag);
        Assert.That((run.ExitCode, api.Asked.Count), Is.EqualTo((2, 0)));
        Assert.That(run.Error, Does.StartWith($"--tag \"{tag}\": write it as TAG=VALUE."));
    }

    [TestCase("inspect dataplanes -m defalt")]
    [TestCase("inspect services -m defalt")]
    [TestCase("inspect dataplane x -m defalt")]
    [TestCase("inspect traffic-trace x -m defalt")]
    public async Task A_mesh_that_is_not_there_suggests_the_nearest(string line)
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", """{"name": "default"}""");
        var run = await api.RunAsync(line.Split(' '));
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, "There is no mesh \"defalt\"; did you mean default?\n")));
    }

    [Test]
    public async Task The_proxies_of_a_policy_are_listed()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/default/traffic-traces/all", "{}");
        api.On("GET /meshes/default/traffic-traces/all/dataplanes", """{"items": [{"dataplane": {"mesh": "default", "name": "web-1"}}]}""");
        Assert.That((await api.RunAsync("inspect", "traffic-trace", "all")).Output, Is.EqualTo("web-1\n"));
    }
}
