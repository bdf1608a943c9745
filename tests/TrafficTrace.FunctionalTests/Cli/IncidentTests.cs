using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Cli;

/// <summary>In an incident, from the command line: tracing off at once, a mesh that stays as it is, and the way back.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class IncidentTests
{
    private static readonly string[] While = ["-m", "default", "--for", "1h", "--reason", "a flood"];

    [Test]
    public async Task An_override_moves_a_connected_proxy_and_is_taken_back()
    {
        await using var plane = await ApiPlane.StartAsync(Documents.All);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 1000);
        var off = await plane.CommandAsync(["override", "--name", "stop", "--off", .. While]);
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 0);
        var list = await plane.CommandAsync(["get", "tracing-overrides"]);
        var explain = await plane.CommandAsync(["explain", "dataplane", "web-1"]);
        var delete = await plane.CommandAsync(["delete", "tracing-override", "stop"]);
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 1000);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(off.Output, Is.EqualTo("applied TracingOverride \"stop\"\n"), off.Error);
            Assert.That(list.Output, Does.Match(@"\ndefault +stop +off +\S+Z +a flood +"), list.Error);
            Assert.That(explain.Output, Does.Contain("sampling:   0% via rtds, by off (the API"), explain.Error);
            Assert.That(delete.ExitCode, Is.Zero, delete.Error);
        }
    }

    [Test]
    public async Task A_frozen_mesh_stays_and_what_waits_can_be_seen_before_it_is_let_loose()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync();
        await plane.CommandAsync(["apply", "-f", folder.Path]);
        var freeze = await plane.CommandAsync(["freeze", .. While]);
        var delete = await plane.CommandAsync(["delete", "traffic-trace", "all"]);
        var status = await plane.CommandAsync(["status"]);
        var list = await plane.CommandAsync(["get", "tracing-freezes"]);
        var dry = await plane.CommandAsync(["unfreeze", "-m", "default", "--dry-run=server"]);
        var still = await plane.CommandAsync(["explain", "dataplane", "web-1"]);
        var unfreeze = await plane.CommandAsync(["unfreeze", "-m", "default"]);
        var after = await plane.CommandAsync(["explain", "dataplane", "web-1"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((freeze.ExitCode, delete.ExitCode, unfreeze.ExitCode), Is.EqualTo((0, 0, 0)), freeze.Error + unfreeze.Error);
            Assert.That(status.Output, Does.Contain(" Frozen ").And.Contain("a flood"), status.Error);
            Assert.That(list.Output, Does.Contain("a flood"), list.Error);
            Assert.That(dry.Output, Does.Match(@"lose tracing: 2 \([\w.]*api-1, [\w.]*web-1\)"), dry.Error);
            Assert.That(still.Output, Does.StartWith("Dataplane default/web-1 is traced."), still.Error);
            Assert.That(after.Output, Does.StartWith("Dataplane default/web-1 is untraced."), after.Error);
        }
    }

    [TestCase("freeze")]
    [TestCase("override --off")]
    public async Task A_mesh_that_is_not_there_suggests_the_nearest(string command)
    {
        await using var plane = await ApiPlane.StartAsync(Documents.All);
        var run = await plane.CommandAsync([.. command.Split(' '), "-m", "defalt", "--for", "1h", "--reason", "x"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, "There is no mesh \"defalt\"; did you mean default?\n")));
    }
}
