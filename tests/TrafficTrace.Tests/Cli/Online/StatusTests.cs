namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class StatusTests
{
    [Test]
    public async Task A_policy_is_a_row_with_its_rejections_below()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/default/traffic-traces/all/_status", Statuses.Rejected(accepted: 1));
        var run = await api.RunAsync("status", "traffic-trace", "all");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Output, Does.Match(@"\AMESH +NAME +OUTCOME +DELIVERY +MATCHED +WINS +ACCEPTED"));
            Assert.That(run.Output, Does.Match(@"\ndefault +all +Wins +Rejected +9 +3 +1 +2 +0 +0 +0\n"));
            Assert.That(run.Output, Does.EndWith("rejected:\n  CDS tracing:zipkin: no such file /ca.pem\n    web-1, web-2\n"));
        }
    }

    [TestCase("status", "/meshes/default/_status")]
    [TestCase("status -m m", "/meshes/m/_status")]
    [TestCase("status mesh m", "/meshes/m/_status")]
    [TestCase("status backend zipkin", "/meshes/default/backends/zipkin/_status")]
    public async Task Meshes_and_backends_have_one_too(string line, string path)
    {
        await using var api = await FakeApi.StartAsync();
        api.On($"GET {path}", Statuses.Of("Delivered", accepted: 1));
        Assert.That((await api.RunAsync(line.Split(' '))).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_backend_that_is_not_there_suggests_the_nearest()
    {
        await using var api = await FakeApi.StartAsync();
        const string mesh = """{"name": "default", "tracing": {"backends": [{"name": "zipkin"}]}}""";
        api.OnList("/meshes", mesh).On("GET /meshes/default", mesh);
        var run = await api.RunAsync("status", "backend", "zipkn");
        Assert.That(run.Error, Is.EqualTo("There is no Backend \"zipkn\" in mesh \"default\"; did you mean zipkin?\n"));
    }

    [Test]
    public async Task Files_are_waited_for_until_they_are_loaded_as_they_stand_and_delivered()
    {
        await using var api = await FakeApi.StartAsync();
        const string list = "GET /meshes/default/traffic-traces?size=1000";
        api.OnList("/meshes/default/traffic-traces", Loaded("other"));
        api.On(list, $$"""{"items": [{{Loaded("zipkin")}}], "next": null}""");
        api.On("GET /meshes/default/traffic-traces/all/_status", Statuses.Of("Delivered", accepted: 1));
        api.On("GET /meshes/default/traffic-traces/all/_status?wait=1s", Statuses.Of("Delivered", accepted: 1));
        var run = await api.RunAsync(ResourceFolder.All, ["status", "--wait", "-f", "-", "-o", "name"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(api.Asked.Count(request => $"GET {request.Path}" == list), Is.EqualTo(2));
            Assert.That(run.Output, Is.EqualTo("traffic-trace/all\n"));
        }
    }

    [Test]
    public async Task What_loading_took_is_gone_from_the_timeout_of_delivery()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes/default/traffic-traces", Loaded("zipkin"));
        api.On("GET /meshes/default/traffic-traces/all/_status?wait=0.6s", Statuses.Of("Delivered", accepted: 1));
        api.On("GET /meshes/default/traffic-traces/all/_status", Statuses.Of("Delivered", accepted: 1));
        var run = await CommandRun.OnAsync(
            terminal => api.Beside(terminal) with { Time = new SteppingTime(TimeSpan.FromMilliseconds(400)) },
            ResourceFolder.All,
            "status", "--wait", "-f", "-", "--timeout", "1s");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    [Test]
    public async Task Files_that_are_not_loaded_are_named()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes/default/traffic-traces", Loaded("other"));
        var now = await api.RunAsync(ResourceFolder.All, ["status", "-f", "-"]);
        var late = await api.RunAsync(ResourceFolder.All, ["status", "-f", "-", "--wait", "--timeout", "10ms"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(now.ExitCode, Is.EqualTo(1));
            Assert.That(now.Error, Does.Contain("Not loaded as they stand in the files: TrafficTrace default/all."));
            Assert.That(late.ExitCode, Is.EqualTo(4));
            Assert.That(late.Error, Does.Contain("Not loaded after 0.01s: TrafficTrace default/all."));
        }
    }

    [Test]
    public async Task An_answer_of_another_shape_is_told()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/default/_status", """{"proxies": "many"}""");
        var run = await api.RunAsync("status");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"The answer to {api.Address}/meshes/default/_status is not understood: "));
    }

    private static string Loaded(string backend) => $$"""
        {"type": "TrafficTrace", "mesh": "default", "name": "all", "creationTime": "2026-01-01T00:00:00Z",
         "selectors": [{"match": {"kuma.io/service": "*"} }], "conf": {"backend": "{{backend}}" } }
        """;
}
