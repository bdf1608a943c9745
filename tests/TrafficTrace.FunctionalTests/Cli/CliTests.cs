using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Cli;

/// <summary>The command line against the real control plane: what is written can be read, compared, and taken back.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class CliTests
{
    [Test]
    public async Task What_is_applied_can_be_read_and_is_no_difference_any_more()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync();
        var before = await plane.CommandAsync("diff", "-f", folder.Path);
        var apply = await plane.CommandAsync("apply", "-f", folder.Path);
        var after = await plane.CommandAsync("diff", "-f", folder.Path);
        var names = await plane.CommandAsync("get", "dataplanes", "-o", "name");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.ExitCode, Is.EqualTo(1), before.Error);
            Assert.That(apply.Output.Split('\n'), Does.Contain("created TrafficTrace \"all\""), apply.Error);
            Assert.That((after.ExitCode, after.Output), Is.EqualTo((0, "")), after.Error);
            Assert.That(names.Output, Is.EqualTo("dataplane/api-1\ndataplane/web-1\n"));
        }
    }

    [Test]
    public async Task Documents_are_printed_as_they_can_be_applied_again()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync();
        await plane.CommandAsync("apply", "-f", folder.Path);
        using var copy = new ResourceFolder();
        foreach (var kind in new[] { "meshes", "traffic-traces", "dataplanes" })
            copy.Write(kind, (await plane.CommandAsync("get", kind, "-o", "yaml")).Output);
        var again = await plane.CommandAsync("apply", "-f", copy.Path);
        Assert.That(again.Output.TrimEnd().Split('\n'), Has.Length.EqualTo(4).And.All.StartsWith("unchanged "), again.Error);
    }

    [Test]
    public async Task One_apply_is_one_entry_and_one_undo()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync();
        await plane.CommandAsync("apply", "-f", folder.Path);
        var position = (await plane.CommandAsync("history", "traffic-trace", "all", "-m", "default", "-o", "name")).Output.Trim();
        var undo = await plane.CommandAsync("undo", position);
        var get = await plane.CommandAsync("get", "traffic-trace", "all");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(undo.Output, Does.Contain("deleted TrafficTrace \"all\"\n").And.Contain("deleted Dataplane \"web-1\"\n"));
            Assert.That(get.ExitCode, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task What_a_file_holds_is_refused_with_file_and_line()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        var run = await plane.CommandAsync("delete", "traffic-trace", "all");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("Refused: ").And.Contain($"{folder.FileOf("policy")}:1"));
    }

    [Test]
    public async Task Files_that_are_watched_are_waited_for_as_they_stand()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(folder);
        var before = await plane.CommandAsync("status", "-f", folder.Path);
        using var other = new ResourceFolder();
        other.Write("mesh", Documents.Mesh(sampling: "7"));
        var different = await plane.CommandAsync("status", "-f", other.Path);
        var waiting = plane.CommandAsync("status", "--wait", "-f", other.Path);
        folder.Write("mesh", Documents.Mesh(sampling: "7"));
        var after = await waiting;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.ExitCode, Is.Zero, before.Error);
            Assert.That((different.ExitCode, different.Error), Is.EqualTo(
                (1, "Not loaded as they stand in the files: Mesh default. See: traffictrace diff -f PATH\n")));
            Assert.That(after.ExitCode, Is.Zero, after.Error);
        }
    }

    [Test]
    public async Task The_proxies_of_a_policy_and_the_policies_of_a_proxy_are_listed()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync();
        await plane.CommandAsync("apply", "-f", folder.Path);
        var proxies = await plane.CommandAsync("inspect", "traffic-trace", "all");
        var policies = await plane.CommandAsync("inspect", "dataplane", "web-1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(proxies.Output, Is.EqualTo("api-1\nweb-1\n"), proxies.Error);
            Assert.That(policies.Output, Is.EqualTo("DATAPLANE:\n  TrafficTrace\n    all\n"), policies.Error);
        }
    }

    [Test]
    public async Task Who_is_connected_is_listed_by_proxy_by_service_and_by_mesh()
    {
        await using var plane = await ApiPlane.StartAsync(Documents.All);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.Listeners.Any());
        var proxies = await plane.CommandAsync("inspect", "dataplanes");
        var tagged = await plane.CommandAsync("inspect", "dataplanes", "--tag", "kuma.io/service=api");
        var services = await plane.CommandAsync("inspect", "services");
        var meshes = await plane.CommandAsync("inspect", "meshes");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(proxies.Output, Does.Match(@"\ndefault +web-1 +\S+ kuma.io/service=web +Online +"), proxies.Error);
            Assert.That(proxies.Output, Does.Match(@"\ndefault +api-1 +\S+ kuma.io/service=api +Offline +- +- +0 +0 +-"));
            Assert.That(tagged.Output, Does.Contain("api-1").And.Not.Contain("web-1"), tagged.Error);
            Assert.That(services.Output, Does.Match(@"\napi +Offline +0/1\nweb +Online +1/1\n\z"), services.Error);
            Assert.That(meshes.Output, Does.Match(@"\ndefault +1/2 +1\n\z"), meshes.Error);
        }
    }

    [Test]
    public async Task The_version_of_both_sides_and_the_sources_are_told()
    {
        await using var plane = await ApiPlane.StartAsync();
        var version = await plane.CommandAsync("version");
        var sources = await plane.CommandAsync("sources");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(version.Output, Does.Match(@"\AClient: TrafficTrace \S+\nServer: TrafficTrace \S+ at http://"), version.Error);
            Assert.That(sources.Output, Does.Match(@"(?m)^api +\d+ +good +\S"), sources.Error);
        }
    }

    [Test]
    public async Task The_xDS_port_is_told_from_the_API()
    {
        await using var plane = await ApiPlane.StartAsync();
        var run = await CommandRun.RunAsync("get", "meshes", "--server", plane.Plane.XdsAddress);
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Does.Contain("answers as the control plane's xDS port does"));
    }
}
