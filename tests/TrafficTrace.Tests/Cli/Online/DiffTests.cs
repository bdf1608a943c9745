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

    [TestCase("hush", "new", "Mesh default: only a secret differs, which is not shown\n")]
    [TestCase("hush", "hush", "")]
    public async Task A_secret_is_told_to_differ_and_not_shown(string there, string here, string told)
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", Keyed(there));
        var run = await api.RunAsync(Keyed(here), ["diff", "-f", "-"]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((told.Length > 0 ? 1 : 0, told)), run.Error);
    }

    [Test]
    public async Task Beside_another_difference_a_secret_is_hidden_on_both_sides()
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", Keyed("hush"));
        var run = await api.RunAsync(Keyed("secret").Replace("provided", "builtin", StringComparison.Ordinal), ["diff", "-f", "-"]);
        Assert.That(run.Output, Does.Contain("+    type: builtin").And.Not.Contain("hush").And.Not.Contain("secret"));
    }

    private static string Keyed(string key) => $$$"""
        {"type": "Mesh", "name": "default",
         "mtls": {"backends": [{"conf": {"key": {"inlineString": "{{{key}}}"}}, "name": "ca", "type": "provided"}]}}
        """;

    private static string Loaded(string backend) => $$"""
        {"conf": {"backend": "{{backend}}" }, "name": "all", "type": "TrafficTrace", "mesh": "default",
         "selectors": [{"match": {"kuma.io/service": "*"} }], "modificationTime": "2026-01-01T00:00:00Z"}
        """;
}
