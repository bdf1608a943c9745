namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class DiffTests
{
    [Test]
    public async Task What_is_as_in_the_file_is_no_difference_whatever_the_order_of_its_fields()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes/default/traffic-traces", Loaded("zipkin"));
        var run = await api.RunAsync(ResourceFolder.All, ["diff", "-f", "-"]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "")), run.Error);
    }

    [Test]
    public async Task A_difference_is_shown_line_by_line_and_is_exit_code_1()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes/default/traffic-traces", Loaded("other"));
        var run = await api.RunAsync(ResourceFolder.All, ["diff", "-f", "-"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Output, Does.StartWith("--- TrafficTrace default/all (control plane)"));
            Assert.That(run.Output, Does.Match("\n-  backend: other\r?\n").And.Match("\n\\+  backend: zipkin\r?\n"));
        }
    }

    [Test]
    public async Task What_is_not_there_is_new_as_a_whole()
    {
        await using var api = await FakeApi.StartAsync();
        var run = await api.RunAsync(ResourceFolder.All, ["diff", "-f", "-"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("+name: all"));
    }

    private static string Loaded(string backend) => $$"""
        {"conf": {"backend": "{{backend}}" }, "name": "all", "type": "TrafficTrace", "mesh": "default",
         "selectors": [{"match": {"kuma.io/service": "*"} }], "modificationTime": "2026-01-01T00:00:00Z"}
        """;
}
