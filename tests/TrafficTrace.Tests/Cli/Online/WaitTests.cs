namespace TrafficTrace.Tests.Cli.Online;

/// <summary><c>apply --wait</c>: the connected proxies that have it, those that rejected it, and how long.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class WaitTests
{
    private const string Status = "GET /meshes/default/traffic-traces/all/_status?atLeast=x-2&wait=1s";

    [Test]
    public async Task It_ends_when_the_connected_proxies_have_it_and_tells_how_far_it_is()
    {
        await using var api = await WrittenAsync();
        api.On(Status, Statuses.Of("Delivering", accepted: 1, pending: 2, offline: 1));
        api.On(Status, Statuses.Of("Delivered", accepted: 3, offline: 1, unknown: 2));
        var run = await ApplyAsync(api, "--wait");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Error, Does.EndWith(
                "TrafficTrace default/all: accepted by 1 of 3 connected, 2 pending, 1 offline\n"
                    + "TrafficTrace default/all: accepted by 3 of 3 connected, 1 offline, 2 unknown\n"));
        }
    }

    [Test]
    public async Task A_rejection_is_exit_code_5_with_names_and_reasons_once_nobody_is_pending()
    {
        await using var api = await WrittenAsync();
        api.On(Status, Statuses.Of("Rejected", accepted: 0, rejected: 1, pending: 1));
        api.On(Status, Statuses.Rejected(accepted: 1));
        var run = await ApplyAsync(api, "--wait");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(5));
            Assert.That(run.Error, Does.EndWith("""
                TrafficTrace default/all: rejected by 2:
                  CDS tracing:zipkin: no such file /ca.pem
                    web-1, web-2

                """));
        }
    }

    [TestCase("2", 0)]
    [TestCase("1", 5)]
    [TestCase("50%", 0)]
    [TestCase("49%", 5)]
    public async Task So_many_rejections_are_allowed(string allowed, int exitCode)
    {
        await using var api = await WrittenAsync();
        api.On(Status, Statuses.Rejected(accepted: 2));
        Assert.That((await ApplyAsync(api, "--wait", "--allow-rejected", allowed)).ExitCode, Is.EqualTo(exitCode));
    }

    [Test]
    public async Task Time_that_is_over_is_exit_code_4()
    {
        await using var api = await WrittenAsync();
        api.On("GET /meshes/default/traffic-traces/all/_status?*", Statuses.Of("Delivering", accepted: 1, pending: 1));
        var run = await ApplyAsync(api, "--wait", "--timeout", "100ms");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(4));
            Assert.That(run.Error, Does.EndWith(
                "TrafficTrace default/all is not delivered after 0.1s: accepted by 1 of 2 connected, 1 pending. "
                    + "See: traffictrace status traffic-trace all -m default\n"));
        }
    }

    [TestCase("MatchesNothing", "no proxy matches")]
    [TestCase("Outranked", "other policies win")]
    [TestCase("BackendMissing", "its backend is missing")]
    public async Task What_has_no_effect_is_delivered_and_told(string outcome, string told)
    {
        await using var api = await WrittenAsync();
        api.On(Status, Statuses.Of("Delivered", accepted: 0).Replace("Wins", outcome, StringComparison.Ordinal));
        var run = await ApplyAsync(api, "--wait");
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Error, Does.EndWith($"TrafficTrace default/all: accepted by 0 of 0 connected, {told}\n"));
    }

    [Test]
    public async Task A_frozen_mesh_is_told()
    {
        await using var api = await WrittenAsync();
        api.On(Status.Replace("1s", "0.1s", StringComparison.Ordinal), Statuses.Of("Frozen", accepted: 1));
        var run = await ApplyAsync(api, "--wait", "--timeout", "100ms");
        Assert.That(run.Error, Does.Contain("the mesh is frozen"));
        Assert.That(run.ExitCode, Is.EqualTo(4));
    }

    [Test]
    public async Task A_frozen_mesh_is_not_waited_for()
    {
        await using var api = await WrittenAsync();
        api.On(Status, Statuses.Of("Frozen", accepted: 1));
        var run = await ApplyAsync(api, "--wait");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(4));
            Assert.That(run.Error, Does.EndWith(
                "TrafficTrace default/all is not delivered while the mesh is frozen. See: traffictrace get tracing-freezes -m default\n"));
            Assert.That(api.Asked, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task All_that_is_waited_for_shares_one_timeout()
    {
        await using var api = await WrittenAsync();
        api.On(Status, Statuses.Of("Delivering", accepted: 0, pending: 1));
        const string other = "GET /meshes/default/traffic-traces/other/_status?atLeast=x-2&wait=0.6s";
        api.On(other, Statuses.Of("Delivering", accepted: 0, pending: 1));
        var two = $"{ResourceFolder.All}---\n{ResourceFolder.All.Replace("name: all", "name: other", StringComparison.Ordinal)}";
        var run = await CommandRun.OnAsync(
            terminal => api.Beside(terminal) with { Time = new SteppingTime(TimeSpan.FromMilliseconds(400)) },
            two,
            "apply", "-f", "-", "--wait", "--timeout", "1s");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(4), run.Error);
            Assert.That(run.Error, Does.Contain("TrafficTrace default/all is not delivered after 1s: accepted by 0 of 1 connected"));
            Assert.That(run.Error, Does.Contain("TrafficTrace default/other is not delivered after 1s: accepted by 0 of 1 connected"));
        }
    }

    [Test]
    public async Task A_Mesh_and_a_Dataplane_are_judged_by_their_mesh_once()
    {
        await using var api = await WrittenAsync();
        api.On("GET /meshes/default/_status?atLeast=x-2&wait=1s", Statuses.Of("Delivered", accepted: 1));
        var documents = string.Join("---\n", ResourceFolder.Mesh, ResourceFolder.Dataplane("web-1", "web", "127.0.0.1"));
        var run = await api.RunAsync(documents, ["apply", "-f", "-", "--wait"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(api.Asked.Count(request => request.Path.Contains("_status", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [TestCase("apply -f - --timeout 5s", "--timeout is for --wait")]
    [TestCase("apply -f - --allow-rejected 2", "--allow-rejected is for --wait")]
    [TestCase("apply -f - --wait --allow-rejected 2%%", "--allow-rejected \"2%%\": it must be a number")]
    [TestCase("apply -f - --wait --allow-rejected 101%", "--allow-rejected \"101%\": it must be a number")]
    public async Task Options_that_make_no_sense_are_wrong_use(string line, string told)
    {
        var run = await CommandRun.WithInputAsync(ResourceFolder.All, line.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith(told));
    }

    private static async Task<FakeApi> WrittenAsync()
    {
        var api = await FakeApi.StartAsync();
        return api.On("POST /_apply", """{"revision": "x-2"}""", revision: "x-2");
    }

    private static Task<CommandRun> ApplyAsync(FakeApi api, params string[] options) =>
        api.RunAsync(ResourceFolder.All, ["apply", "-f", "-", .. options]);
}
