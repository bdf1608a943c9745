using Envoy.Config.Listener.V3;
using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.Clients;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Cli;

/// <summary><c>--wait</c> with proxies that take what is written, reject it, or are not there.</summary>
[TestFixture(false)]
[TestFixture(true)]
[Parallelizable(ParallelScope.All)]
internal sealed class WaitTests(bool delta)
{
    private const string Inbound = "inbound:127.0.0.1:8080";

    [Test]
    public async Task A_change_that_all_connected_proxies_take_is_delivered()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(delta, []);
        await plane.CommandAsync("apply", "-f", folder.FileOf("mesh"), "-f", folder.FileOf("web"), "-f", folder.FileOf("api"));
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.Listeners.Any());
        using var stop = new CancellationTokenSource();
        var following = web.FollowAsync(stop.Token);
        var apply = await plane.CommandAsync("apply", "-f", folder.FileOf("policy"), "--wait");
        var status = await plane.CommandAsync("status", "traffic-trace", "all");
        var files = await plane.CommandAsync("status", "--wait", "-f", folder.Path);
        await stop.CancelAsync();
        await following;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(apply.ExitCode, Is.Zero, apply.Error);
            Assert.That(apply.Error, Does.EndWith("TrafficTrace default/all: accepted by 1 of 1 connected, 1 offline\n"));
            Assert.That(status.Output, Does.Match(@"\ndefault +all +Wins +Delivered +2 +2 +1 +0 +0 +1 +"), status.Error);
            Assert.That(files.ExitCode, Is.Zero, files.Error);
        }
    }

    [Test]
    public async Task Proxies_that_reject_it_are_named_and_once_it_is_taken_back_all_is_delivered()
    {
        using var folder = ResourceFolder.WithAll();
        await using var plane = await ApiPlane.StartAsync(delta, []);
        await plane.CommandAsync("apply", "-f", folder.FileOf("mesh"), "-f", folder.FileOf("web"), "-f", folder.FileOf("api"));
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        using var api = await plane.Plane.ConnectAsync("default.api-1");
        web.Complaint = resource => resource is Listener { Name: Inbound } listener && EnvoyDouble.IsTraced(listener) ? "no good" : null;
        await Task.WhenAll(web.UntilAsync(envoy => envoy.Listeners.Any()), api.UntilAsync(envoy => envoy.Listeners.Any()));
        using var stop = new CancellationTokenSource();
        var following = Task.WhenAll(web.FollowAsync(stop.Token), api.FollowAsync(stop.Token));
        var apply = await plane.CommandAsync("apply", "-f", folder.FileOf("policy"), "--wait");
        var allowed = await plane.CommandAsync("apply", "-f", folder.FileOf("policy"), "--wait", "--allow-rejected", "50%");
        await plane.CommandAsync("delete", "traffic-trace", "all");
        var repaired = await plane.CommandAsync("status", "--wait");
        await stop.CancelAsync();
        await following;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(apply.ExitCode, Is.EqualTo(5), apply.Error);
            Assert.That(apply.Error, Does.Match(@"default/all: rejected by 1:\n  .*inbound:127.0.0.1:8080: .*no good\n    web-1\n\z"));
            Assert.That(allowed.ExitCode, Is.Zero, allowed.Error);
            Assert.That(repaired.ExitCode, Is.Zero, repaired.Error);
        }
    }
}
