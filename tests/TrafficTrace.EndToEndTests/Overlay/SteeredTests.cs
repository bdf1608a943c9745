using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Overlay;

/// <summary>The sampling of a real Envoy whose listeners are none of ours: moved at once, on open connections.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SteeredTests
{
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_policy_moves_it_within_a_second_on_open_connections_and_touches_no_listener([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var foreign = await Foreign.StartAsync(world, release);
        await using var share = await foreign.ShareAsync();
        var before = await foreign.Envoy.ListenerHistoryAsync();
        await share.IsAsync(1, 2_000);

        await MoveAsync(() => foreign.Say("random: 100"));
        await share.IsAsync(100, 400);

        await MoveAsync(() => foreign.Say("overall: 0"));
        await share.IsAsync(0, 400);

        await MoveAsync(foreign.SayNothing);
        await share.IsAsync(1, 2_000);

        Assert.That(await foreign.Envoy.ListenerHistoryAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Its_numbers_stay_while_the_control_plane_is_away_and_are_its_own_after_a_restart_until_it_is_back(
        [Values] EnvoyRelease release)
    {
        await using var world = new World();
        var foreign = await Foreign.StartAsync(world, release);
        await MoveAsync(() => foreign.Say("random: 100"));
        await using (var share = await foreign.ShareAsync())
        {
            await share.IsAsync(100, 400);
            await world.ControlPlane.KillAsync();
            await share.IsAsync(100, 400);
            await foreign.ControlPlaneIsBackAsync();
            await share.IsAsync(100, 400);
            await world.ControlPlane.KillAsync();
        }

        await foreign.StartEnvoyAsync();
        await using var anew = await foreign.ShareAsync();
        await anew.IsAsync(1, 2_000);
        await foreign.ControlPlaneIsBackAsync();
        await anew.IsAsync(100, 400);
    }

    [Test]
    public async Task A_route_at_zero_stays_so_under_a_cap_and_is_overridden_by_random([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var foreign = await Foreign.StartAsync(world, release);
        await MoveAsync(() => foreign.Say("overall: 100"));
        Assert.That(await TracesOfZeroAsync(foreign, "capped"), Is.Zero);

        await MoveAsync(() => foreign.Say("random: 100"));
        Assert.That(await TracesOfZeroAsync(foreign, "random"), Is.EqualTo(200));
        var (_, _, told) = await CommandLine.TryAsync("validate", "-f", world.Folder.Path);
        Assert.That(told, Does.Contain("TT1112"));
    }

    [Test]
    public async Task An_override_is_a_debug_session_that_needs_no_policy([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var foreign = await Foreign.StartAsync(world, release);
        await using var share = await foreign.ShareAsync();
        var server = $"http://127.0.0.1:{world.ControlPlane.ApiPort}";
        await CommandLine.RunAsync(
            "override", "-m", "default", "--tags", "kuma.io/service=web", "--sampling", "100", "--for", "15m", "--reason", "a lost order",
            "--name", "debug", "--server", server);
        await Task.Delay(Live);
        await share.IsAsync(100, 400);
        Assert.That(
            await CommandLine.RunAsync("explain", "node", "edge-1", "--server", server),
            Does.Contain("Overlay proxy edge-1 of mesh default, by plain, is steered.").And.Contain("random 100%"));

        await CommandLine.RunAsync("delete", "tracing-override", "debug", "-m", "default", "--server", server);
        await Task.Delay(Live);
        await share.IsAsync(1, 2_000);
    }

    [Test]
    public async Task The_check_of_the_admin_port_says_that_it_can_be_steered_and_finds_an_override_there([Values] EnvoyRelease release)
    {
        await using var world = new World();
        var foreign = await Foreign.StartAsync(world, release);
        var admin = $"http://127.0.0.1:{foreign.AdminPort}";
        var (exitCode, output, error) = await CommandLine.TryAsync("overlay", "check", admin);
        Assert.That(exitCode, Is.Zero, output + error);
        Assert.That(output, Does.Match("foreign +foreign +steerable +routes have numbers of their own"));

        using var http = new HttpClient();
        using var set = await http.PostAsync(new Uri($"{admin}/runtime_modify?tracing.global_enabled=5"), null);
        (exitCode, output, _) = await CommandLine.TryAsync("overlay", "check", admin);
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("an admin override is set, tracing.global_enabled=5"));
    }

    private static async Task MoveAsync(Action change)
    {
        change();
        await Task.Delay(Live);
    }

    private static async Task<int> TracesOfZeroAsync(Foreign foreign, string phase)
    {
        using var connection = await Http1Connection.OpenAsync(foreign.Proxy.Outbounds["backend"]);
        for (var request = 0; request < 200; request++)
            Assert.That(await connection.GetAsync($"{ForeignBootstrap.ZeroPath}/{phase}/{request}"), Is.EqualTo(200));
        return await foreign.Sink.SettledTracesAsync("web", $"{ForeignBootstrap.ZeroPath}/{phase}/");
    }
}
