using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Cli;

/// <summary>What the command line shows before a write is what the write then does.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PreviewTests
{
    [Test]
    public async Task A_dry_run_tells_who_gains_tracing_and_changes_nothing_and_its_token_lets_just_that_be_done()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync();
        var policy = folder.FileOf("policy");
        await plane.CommandAsync("apply", "-f", folder.FileOf("mesh"), "-f", folder.FileOf("web"), "-f", folder.FileOf("api"));
        var dry = await plane.CommandAsync("apply", "-f", policy, "--dry-run=server");
        var before = await plane.CommandAsync("get", "traffic-traces", "-o", "name");
        var token = dry.Output.Split("--if-preview=")[^1].Trim();
        var other = await plane.CommandAsync("apply", "-f", folder.FileOf("mesh"), "--if-preview", token);
        var done = await plane.CommandAsync("apply", "-f", policy, "--if-preview", token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dry.Output, Does.Match(@"gain tracing: 2 \([\w.]*api-1, [\w.]*web-1\)\nunchanged: 0\n"), dry.Error);
            Assert.That(before.Output, Is.Empty);
            Assert.That(other.ExitCode, Is.Zero, other.Error);
            Assert.That(done.Output, Is.EqualTo("created TrafficTrace \"all\"\n"), done.Error);
        }
    }

    [Test]
    public async Task A_write_that_would_do_more_than_its_preview_said_is_refused()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync();
        await plane.CommandAsync("apply", "-f", folder.FileOf("mesh"), "-f", folder.FileOf("web"));
        var dry = await plane.CommandAsync("apply", "-f", folder.FileOf("mesh"), "--dry-run=server");
        var token = dry.Output.Split("--if-preview=")[^1].Trim();
        var run = await plane.CommandAsync("apply", "-f", folder.FileOf("policy"), "--if-preview", token);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Output);
        Assert.That((await plane.CommandAsync("get", "traffic-traces", "-o", "name")).Output, Is.Empty);
    }

    [Test]
    public async Task A_deletion_can_be_looked_at_before()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync();
        await plane.CommandAsync("apply", "-f", folder.Path);
        var dry = await plane.CommandAsync("delete", "traffic-trace", "all", "--dry-run=server");
        Assert.That(dry.Output, Does.Match(@"lose tracing: 2 \([\w.]*api-1, [\w.]*web-1\)"), dry.Error);
        Assert.That((await plane.CommandAsync("get", "traffic-traces", "-o", "name")).Output, Is.EqualTo("traffic-trace/all\n"));
    }

    [Test]
    public async Task An_explanation_is_the_same_from_files_and_from_the_control_plane()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        var online = await plane.CommandAsync("explain", "dataplane", "web-1");
        var offline = await CommandRun.RunAsync("explain", "dataplane", "web-1", "-f", folder.Path);
        Assert.That(online.Output, Does.StartWith("Dataplane default/web-1 is traced.\n").And.EqualTo(offline.Output), online.Error);
    }
}
