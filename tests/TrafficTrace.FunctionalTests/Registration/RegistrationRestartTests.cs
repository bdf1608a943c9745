using TrafficTrace.ControlPlane.Options;
using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.Clients;
using TrafficTrace.FunctionalTests.ControlPlane;
using TrafficTrace.FunctionalTests.Storage;
using TrafficTrace.Storage;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.FunctionalTests.Registration;

/// <summary>Whoever registered himself is known after a restart, and by the other replicas.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RegistrationRestartTests
{
    private const string All = "127.0.1.1 127.0.1.2 127.0.1.3";

    [Test]
    public async Task After_a_restart_nobody_is_answered_until_the_known_are_back_or_8_s_are_over_and_nobody_has_fewer_endpoints()
    {
        using var folder = new StoreFolder();
        await using (var api = await ApiPlane.StartAsync(Brought.Policies, options => With(options, folder.Address)))
        {
            using var web = await RegisterAsync(api.Plane);
            Assert.That(web.Endpoints(), Is.EqualTo(All));
        }

        await using var plane = await TestControlPlane.StartAsync(delta: false, change: options => With(options, folder.Address));
        plane.Resources.Put(Brought.Policies);
        using var first = await plane.WebAsync();
        var answer = first.NextAsync();
        plane.Time.Ahead += TimeSpan.FromSeconds(6);
        using var second = await plane.WebAsync(); // as whoever connects has the registrar look at the clock
        Assert.That((plane.Reported.IsCompleted, answer.IsCompleted), Is.EqualTo((false, false)), "three are not back yet");
        plane.Time.Ahead += TimeSpan.FromSeconds(2);
        using var third = await plane.WebAsync();
        await answer;
        await first.UntilAsync(envoy => envoy.Endpoints().Length > 0);
        Assert.That(first.Endpoints(), Is.EqualTo(All));
        await plane.PassAsync(25);
        using var late = await plane.ApiAsync(1);
        await late.UntilAsync(envoy => envoy.Listeners.Any());
        await plane.PassAsync(500);
        Assert.That(first.Endpoints(), Is.EqualTo(All));
    }

    [Test]
    public async Task Once_all_that_are_known_are_back_nobody_waits_any_longer()
    {
        using var folder = new StoreFolder();
        await using (var api = await ApiPlane.StartAsync(Brought.Policies, options => With(options, folder.Address)))
        {
            using var web = await RegisterAsync(api.Plane);
        }

        await using var plane = await TestControlPlane.StartAsync(delta: false, change: options => With(options, folder.Address));
        plane.Resources.Put(Brought.Policies);
        using var again = await RegisterAsync(plane); // by the clock no time passes
        Assert.That(again.Endpoints(), Is.EqualTo(All));
    }

    [Test]
    [Category("Long")]
    public async Task Proxies_of_a_replica_that_died_stay_until_they_come_back_at_the_other()
    {
        await using var server = await PostgresServer.StartAsync();
        var address = $"postgres:{server.Place};Username=postgres";
        await using var survivor = await ApiPlane.StartAsync(Brought.Policies, options => With(options, address));
        using var web = await survivor.Plane.WebAsync();
        await using (var dying = await ApiPlane.StartAsync(Brought.Policies, options => With(options, address)))
        {
            using var first = await dying.Plane.ApiAsync(1);
            using var second = await dying.Plane.ApiAsync(2);
            await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.1 127.0.1.2");
            await survivor.UntilAsync("Elsewhere", 2);
        }

        await survivor.Plane.PassAsync(16);
        await survivor.UntilAsync("Stale", 2);
        using var back = await survivor.Plane.ApiAsync(1);
        await back.UntilAsync(envoy => envoy.Listeners.Any());
        await survivor.UntilAsync("Connected", 2);
        Assert.That(web.Endpoints(), Is.EqualTo("127.0.1.1 127.0.1.2"));
        await survivor.Plane.PassAsync(600);
        await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.1");
    }

    private static async Task<EnvoyDouble> RegisterAsync(TestControlPlane plane)
    {
        using var one = await plane.ApiAsync(1);
        using var two = await plane.ApiAsync(2);
        using var three = await plane.ApiAsync(3);
        var web = await plane.WebAsync();
        await web.UntilAsync(envoy => envoy.Endpoints() == All);
        return web;
    }

    private static ControlPlaneOptions With(ControlPlaneOptions options, string store) =>
        options with { Store = StoreAddress.Parse(store, out _)! };
}
