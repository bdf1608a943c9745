namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class MigrateTests
{
    [Test]
    public async Task Each_proxy_of_an_export_is_told_what_becomes_of_it()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("bad.yaml", """
            type: Dataplane
            mesh: default
            name: pod-1
            networking:
              address: 127.0.0.9
              transparentProxying: {redirectPortInbound: 15006, redirectPortOutbound: 15001}
              inbound: [{port: 8080, tags: {kuma.io/service: pod}}]

            """);
        folder.Write("route.yaml", "type: TrafficRoute\nmesh: default\nname: t\n");
        var run = await CommandRun.OfAsync("migrate", "check", folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Output, Does.Match(@"\AMESH +DATAPLANE +OUTLOOK +BECAUSE\n"));
            Assert.That(run.Output, Does.Match(@"\ndefault +web-1 +same +traced: TrafficTrace all sends to backend"));
            Assert.That(run.Output, Does.Match(@"\ndefault +pod-1 +refused +networking.transparentProxying"));
            Assert.That(run.Output, Does.EndWith("""
                proxies: 3; same 2, differs 0, refused 1
                skipped: TrafficRoute, 1 in all: traffic is not split or routed: every endpoint of a service gets its share

                """));
        }
    }

    [TestCase("mesh: default\nname: bad\n", "TrafficTrace default/bad")]
    [TestCase("name: bad\n", "TrafficTrace bad")]
    public async Task A_proxy_that_a_refused_policy_may_be_meant_for_is_not_called_the_same(string names, string told)
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("other.yaml", "type: Mesh\nname: other\n", ResourceFolder.Dataplane("db-1", "db", "127.0.0.3")
            .Replace("mesh: default", "mesh: other", StringComparison.Ordinal));
        folder.Write("bad.yaml", $"type: TrafficTrace\n{names}selectors: [{{match: {{kuma.io/service: web}}}}]\nconf: {{backend: 7}}\n");
        folder.Write("route.yaml", "type: TrafficRoute\nmesh: default\nname: t\n");
        var run = await CommandRun.OfAsync("migrate", "check", folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(
                run.Output,
                Does.Match($@"\ndefault +web-1 +differs +traced: [^\n]*; {told} is refused, and may be meant for it\n"));
            Assert.That(run.Output, Does.Match($@"\nother +db-1 +{(told.Contains('/') ? "same" : "differs")} "));
        }
    }

    [Test]
    public async Task A_proxy_that_two_files_define_is_one_that_is_refused()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("more.yaml", ResourceFolder.Dataplane("web-1", "web", "127.0.0.9"));
        folder.Write("route.yaml", "type: TrafficRoute\nmesh: default\nname: t\n");
        var run = await CommandRun.OfAsync("migrate", "check", folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Output, Does.Match(@"\ndefault +web-1 +refused +is in [^\n]* already"));
            Assert.That(run.Output, Does.Contain("\nproxies: 2; same 1, differs 0, refused 1\n"));
        }
    }

    [Test]
    public async Task A_mesh_that_is_refused_takes_its_proxies_with_it()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("mesh.yaml", ResourceFolder.Mesh + "mtls: {enabledBackend: ca-1, backends: [{name: ca-1, type: builtin}]}\n");
        var run = await CommandRun.OfAsync("migrate", "check", folder.Path);
        Assert.That(run.Output, Does.Match(@"\ndefault +web-1 +refused +Mesh default: mtls.enabledBackend: mutual TLS is not served"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task A_proxy_that_a_MeshTrace_may_trace_is_not_called_the_same()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("mesh.yaml", ResourceFolder.Mesh);
        folder.Write("trace.yaml", "type: MeshTrace\nmesh: default\nname: t\nspec: {default: {backends: []}}\n");
        var run = await CommandRun.OfAsync("migrate", "check", folder.Path);
        Assert.That(run.Output, Does.Match(@"\ndefault +web-1 +differs +untraced: .*See: traffictrace convert"));
        Assert.That(run.ExitCode, Is.Zero);
    }

    [Test]
    public async Task What_is_served_otherwise_on_purpose_is_told()
    {
        using var folder = ResourceFolder.WebAndApi();
        folder.Write("mesh.yaml", ResourceFolder.Mesh.Replace("http://", "https://", StringComparison.Ordinal), ResourceFolder.All);
        var run = await CommandRun.OfAsync("migrate", "check", folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Output, Does.Match(@"\ndefault +api-1 +differs +traced: [^\n]*its https collector is verified[^\n]*\n"));
            Assert.That(run.Output, Does.Match(@"\ndefault +web-1 +differs +[^\n]*its outbounds are traced too[^\n]*\n"));
        }
    }

    [Test]
    public async Task An_export_that_is_not_there_is_wrong_use()
    {
        var run = await CommandRun.OfAsync("migrate", "check", "/no/such");
        Assert.That((run.ExitCode, run.Error.Split('\n')[0]), Is.EqualTo((2, "EXPORT \"/no/such\": there is no such file or folder.")));
    }
}
