namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class DeleteTests
{
    [Test]
    public async Task A_resource_is_deleted_by_kind_and_name()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("DELETE /meshes/demo/traffic-traces/all", "");
        var run = await api.RunAsync("delete", "traffic-trace", "all", "--mesh", "demo");
        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, "deleted TrafficTrace \"all\"\n", "")));
    }

    [Test]
    public async Task A_dry_run_says_what_it_would_take_away()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/default/traffic-traces/all", "{}").On(
            "DELETE /meshes/default/traffic-traces/all?dryRun=server",
            """{"valid": true, "proxies": {"lose": {"count": 1, "names": ["web-1"]}, "unchanged": 0}}""");
        var run = await api.RunAsync("delete", "traffic-trace", "all", "--dry-run=server");
        Assert.That(run.Output, Is.EqualTo("lose tracing: 1 (web-1)\nunchanged: 0\n"), run.Error);
    }

    [Test]
    public async Task A_dry_run_of_what_is_not_there_suggests_the_nearest()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", """{"name": "default"}""").OnList("/meshes/default/traffic-traces", """{"name": "all"}""");
        api.On("DELETE /meshes/default/traffic-traces/al?dryRun=server", """{"valid": false, "proxies": {"unchanged": 1}}""");
        var run = await api.RunAsync("delete", "traffic-trace", "al", "--dry-run=server");
        Assert.That(run.Error, Is.EqualTo("There is no TrafficTrace \"al\" in mesh \"default\"; did you mean all?\n"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task A_dry_run_of_what_would_be_refused_is_a_refusal_and_no_option_is_told_that_is_not_there()
    {
        await using var api = await FakeApi.StartAsync();
        const string refused = """{"valid": false, "proxies": {"unchanged": 4}, "token": "t1"}""";
        api.On("GET /meshes/default", "{}").On("GET /meshes/other", "{}").On("DELETE /meshes/default?dryRun=server", refused);
        api.On("DELETE /meshes/other?dryRun=server", refused.Replace("false", "true", StringComparison.Ordinal));
        var invalid = await api.RunAsync("delete", "mesh", "default", "--dry-run=server");
        var valid = await api.RunAsync("delete", "mesh", "other", "--dry-run=server");
        Assert.That((invalid.ExitCode, invalid.Output), Is.EqualTo((1, "Not valid: it would be refused.\nunchanged: 4\n")));
        Assert.That((valid.ExitCode, valid.Output), Is.EqualTo((0, "unchanged: 4\n")));
    }

    [Test]
    public async Task What_a_file_holds_is_refused_with_the_servers_words()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("DELETE /meshes/default", """{"title": "Conflict", "detail": "mesh.yaml:1 holds it"}""", status: 409);
        var run = await api.RunAsync("delete", "mesh", "default");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, "Refused: Conflict: mesh.yaml:1 holds it\n")));
    }

    [Test]
    public async Task What_a_path_would_lose_is_no_name([Values("", ".", "..")] string name)
    {
        await using var api = await FakeApi.StartAsync();
        api.On("DELETE /meshes/default", "").On("DELETE /meshes/default/dataplanes", "").On("DELETE /meshes/default/dataplanes/", "");
        var run = await api.RunAsync("delete", "dataplane", name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.StartWith($"NAME \"{name}\": nothing is called so: give a name, as traffictrace get lists them."));
            Assert.That(api.Asked, Is.Empty);
        }
    }

    [TestCase("delete foo x", "KIND \"foo\" is not known: it is one of mesh, traffic-trace, dataplane, tracing-override.")]
    [TestCase("delete dataplan x", "KIND \"dataplan\" is not known; did you mean dataplane")]
    public async Task A_kind_that_is_none_is_wrong_use(string line, string told)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith(told));
    }
}
