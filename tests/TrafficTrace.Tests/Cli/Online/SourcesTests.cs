namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class SourcesTests
{
    [Test]
    public async Task Each_source_is_told_with_what_is_wrong_in_it()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /_sources", """
            {"revision": "x-1", "items": [
              {"name": "files", "paths": ["a"], "resources": 3, "keeps": "of a broken one the last good content stays", "lastError": null,
               "errors": [{"file": "a/mesh.yaml", "line": 7, "resource": "Mesh m", "field": "tracing", "message": "is bad"}],
               "warnings": [{"file": null, "line": 0, "resource": "", "field": "", "message": "is odd"}], "files": []},
              {"name": "api", "paths": [], "resources": 1, "keeps": "in memory", "lastError": null, "errors": [], "warnings": [],
               "held": {"reason": "it takes 3 of 4 proxies", "preview": {"proxies": {"unchanged": 1}, "token": "t1"}}}]}
            """);
        var run = await api.RunAsync("sources");
        Assert.That(run.Output, Is.EqualTo("""
            SOURCE   RESOURCES   STATE            KEEPS
            files    3           broken in part   of a broken one the last good content stays
            api      1           held back        in memory
            error: a/mesh.yaml:7: Mesh m: tracing: is bad
            warning: is odd

            api: a change is held back: it takes 3 of 4 proxies. To let it pass: traffictrace sources accept
            unchanged: 1

            """), run.Error);
    }

    [Test]
    public async Task What_is_held_back_is_accepted()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_sources/_accept", "");
        Assert.That((await api.RunAsync("sources", "accept")).Output, Is.EqualTo("accepted\n"));
    }
}
