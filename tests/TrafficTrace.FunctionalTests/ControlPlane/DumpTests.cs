using Envoy.Config.Cluster.V3;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>What <c>traffictrace dump</c> says of the proxy whose configuration it prints.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class DumpTests
{
    private const string Inbound = "inbound:127.0.0.1:8080";

    [Test]
    public async Task A_proxy_that_is_not_there_is_told()
    {
        await using var plane = await StartAsync();
        Assert.That(await TalkAsync(plane), Is.EqualTo("default.web-1 is not connected: this is what it would be sent.\n"));
    }

    [Test]
    public async Task A_proxy_that_has_the_same_is_told([Values] bool rtds, [Values] bool delta)
    {
        await using var plane = await StartAsync();
        using var web = await plane.ConnectAsync("default.web-1", rtds);
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        string[] variant = [.. rtds ? ["--rtds"] : Array.Empty<string>(), .. delta ? ["--delta"] : Array.Empty<string>()];
        Assert.That(await TalkAsync(plane, variant), Is.EqualTo("default.web-1 is connected, and this is what it is sent.\n"));
    }

    [Test]
    public async Task A_proxy_that_takes_its_sampling_otherwise_is_told()
    {
        await using var plane = await StartAsync();
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        Assert.That(await TalkAsync(plane), Does.EndWith("takes its sampling by runtime discovery: --rtds shows what it has.\n"));
    }

    [Test]
    public async Task A_proxy_that_is_untraced_since_it_rejected_its_collector_is_told()
    {
        await using var plane = await StartAsync();
        using var web = await plane.ConnectAsync("default.web-1");
        web.Complaint = message => message is Cluster { Name: "tracing:zipkin" } ? "Invalid path: /nonexistent/ca.pem" : null;
        await web.UntilAsync(envoy => envoy.Listeners.Contains(Inbound) && !envoy.IsTraced(Inbound) && envoy.RuntimeSampling == 0);
        var told = await TalkAsync(plane, "--rtds");
        Assert.That(
            told,
            Does.Contain("default.web-1 is connected, and has these otherwise: ").And.Contain(Inbound).And.Contain("rejects nothing"));
    }

    [TestCase("dump --node default.web-1 --xds-address {0}", 3)]
    [TestCase("health --address {0}", 1)]
    public async Task The_port_of_the_API_is_known_as_such(string line, int exitCode)
    {
        await using var plane = await StartAsync();
        await plane.Reported;
        var run = await CommandRun.RunAsync(line.Replace("{0}", plane.Api.BaseAddress!.Authority, StringComparison.Ordinal).Split(' '));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(exitCode));
            Assert.That(
                run.Error,
                Does.Contain("It answers as the control plane's API does: give its xDS port instead, which is 127.0.0.1:5678 by default."));
        }
    }

    private static async Task<TestControlPlane> StartAsync()
    {
        var plane = await TestControlPlane.StartAsync(delta: false);
        plane.Resources.Put(Documents.All);
        return plane;
    }

    private static async Task<string> TalkAsync(TestControlPlane plane, params string[] options)
    {
        var run = await CommandRun.RunAsync(
            ["dump", "--node", "default.web-1", "--xds-address", plane.XdsAddress, "--timeout", "20s", .. options]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run.Error;
    }
}
