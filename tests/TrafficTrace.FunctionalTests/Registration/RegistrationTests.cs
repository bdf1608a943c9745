using System.Net;
using Grpc.Core;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.Registration;

/// <summary>A proxy needs no Dataplane file: it brings its own.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RegistrationTests
{
    private const string Dataplane = "/meshes/default/dataplanes/api-1";

    [Test]
    public async Task Proxies_that_bring_their_Dataplanes_are_served_and_shown_as_any_other([Values] bool delta)
    {
        await using var api = await ApiPlane.StartAsync(delta, Brought.Policies);
        using var backend = await api.Plane.ApiAsync();
        using var web = await api.Plane.WebAsync();
        await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.1" && envoy.IsTraced("inbound:127.0.0.1:8080"));
        var overview = await api.GetUntilAsync($"{Dataplane}/_overview", answer => answer["dataplaneInsight"] is not null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await api.GetAsync("/meshes/default/dataplanes")).Names, Is.EqualTo(new[] { "api-1", "web-1" }));
            Assert.That((await api.GetAsync($"{Dataplane}/_explain")).Text, Does.Contain("\"policy\"").And.Contain("zipkin"));
            Assert.That((string)overview["name"]!, Is.EqualTo("api-1"));
            Assert.That((await api.CommandAsync("registrations")).Output, Does.Match("default +api-1 +Connected +127.0.0.1"));
            Assert.That((await api.GetAsync("/_history")).Text, Does.Not.Contain("api-1"));
        }
    }

    [Test]
    public async Task A_proxy_that_is_gone_is_taken_away_after_10_s_and_not_before()
    {
        await using var api = await ApiPlane.StartAsync(Brought.Policies);
        using var web = await api.Plane.WebAsync();
        using (await api.Plane.ApiAsync(1)) await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.1");
        await api.UntilAsync("Leaving", 1);
        await api.Plane.PassAsync(9);
        await api.UntilAsync("Leaving", 1);
        await api.Plane.PassAsync(1);
        await web.UntilAsync(envoy => envoy.Endpoints().Length == 0);
        await api.UntilAsync("Connected", 1);
    }

    [Test]
    public async Task When_a_proxys_stream_is_cut_for_3_s_nobody_else_receives_anything()
    {
        await using var api = await ApiPlane.StartAsync(Brought.Policies);
        using var web = await api.Plane.WebAsync();
        var backend = await api.Plane.ApiAsync();
        await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.1" && envoy.Listeners.Any());
        using var stop = new CancellationTokenSource();
        var following = web.FollowAsync(stop.Token);
        var received = web.Received.Count;

        backend.Dispose();
        await api.UntilAsync("Leaving", 1);
        await api.Plane.PassAsync(3);
        using var back = await api.Plane.ApiAsync();
        await back.UntilAsync(envoy => envoy.Listeners.Any());
        await api.UntilAsync("Connected", 2);
        await api.Plane.PassAsync(60);
        await stop.CancelAsync();
        await following;
        Assert.That(web.Received, Has.Count.EqualTo(received));
    }

    [Test]
    public async Task What_is_wrong_with_a_Dataplane_is_said_to_the_proxy_and_in_the_log_once()
    {
        await using var api = await ApiPlane.StartAsync(Brought.Policies);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var envoy = await api.Plane.BringAsync(
                "default.web-1", Brought.Web.Replace("8080", "0", StringComparison.Ordinal));
            var refused = await Assert.ThrowsAsync<RpcException>(() => envoy.NextAsync());
            Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
            Assert.That(refused.Status.Detail, Does.Contain("default.web-1").And.Contain("networking.inbound[0].port"));
        }

        Assert.That(api.Plane.Log.Lines, Has.Exactly(1).Contains("default.web-1 is not let in"));
        Assert.That((await api.GetAsync("/dataplanes")).Names, Is.Empty);
    }

    [Test]
    [Platform(Include = "Linux")] // other systems may have no loopback address but 127.0.0.1
    public async Task A_name_that_is_taken_is_refused_to_others_and_given_to_who_was_started_anew()
    {
        await using var api = await ApiPlane.StartAsync(Brought.Policies);
        using var first = await api.Plane.ApiAsync();
        await first.UntilAsync(envoy => envoy.Listeners.Any());
        using var channel = BoundChannel.From("127.0.0.66", $"http://{api.Plane.XdsAddress}");
        using var thief = await EnvoyDouble.ConnectAsync(channel, "default.api-1", false, true, Brought.Api(1, "127.0.1.66"));
        var refused = await Assert.ThrowsAsync<RpcException>(() => thief.NextAsync());
        Assert.That(refused!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(refused.Status.Detail, Does.Contain("127.0.0.1"));

        using var anew = await api.Plane.ApiAsync(1, "127.0.1.7");
        await anew.UntilAsync(envoy => envoy.Listeners.Any());
        var ended = await Assert.ThrowsAsync<RpcException>(async () => await first.UntilAsync(_ => false));
        Assert.That(ended!.Status.Detail, Does.Contain("started later"));
        Assert.That((await api.GetAsync(Dataplane)).Text, Does.Contain("127.0.1.7"));
    }

    [Test]
    public async Task A_token_registers_its_own_name_and_service_and_no_other()
    {
        await using var api = await ApiPlane.StartAsync(Brought.Policies, options => options with { XdsAuth = [AuthenticationWay.Token] });
        const string asked = """{ "mesh": "default", "name": "api-1", "tags": { "kuma.io/service": ["api"] } }""";
        var token = (await api.SendAsync(HttpMethod.Post, "/tokens/dataplane", asked, "application/json")).Text;
        using var channel = AuthorizedChannel.With(token, $"http://{api.Plane.XdsAddress}");
        string[] brought =
        [
            Brought.Text("api-1", "web", "127.0.1.1"), // another service
            Brought.Text("api-1", "api", "127.0.1.1").Replace("kuma.io/service", "team", StringComparison.Ordinal), // none at all
        ];
        foreach (var other in brought)
        {
            using var wrong = await EnvoyDouble.ConnectAsync(channel, "default.api-1", false, true, other);
            var refused = await Assert.ThrowsAsync<RpcException>(() => wrong.NextAsync());
            Assert.That(refused!.StatusCode, Is.AnyOf(StatusCode.PermissionDenied, StatusCode.InvalidArgument));
        }

        using var thief = await EnvoyDouble.ConnectAsync(channel, "default.web-1", false, true, Brought.Web);
        var denied = await Assert.ThrowsAsync<RpcException>(() => thief.NextAsync());
        Assert.That(denied!.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That((await api.GetAsync("/dataplanes")).Names, Is.Empty);
        using var right = await EnvoyDouble.ConnectAsync(channel, "default.api-1", false, true, Brought.Api());
        await right.UntilAsync(envoy => envoy.Listeners.Any());
    }

    [Test]
    public async Task Where_others_reach_the_port_and_need_not_show_who_they_are_nothing_is_registered()
    {
        await using var api = await ApiPlane.StartAsync(Brought.Policies, options => options with { Bind = IPAddress.Any });
        using var web = await api.Plane.WebAsync();
        await api.Plane.Log.SaysAsync("default.web-1 brings a Dataplane, which does not count");
        await api.Plane.Log.SaysAsync("default.web-1 waits: mesh 'default' has no Dataplane 'web-1'");
    }

    [Test]
    public async Task A_stored_Dataplane_beats_what_the_proxy_brings_and_what_the_proxy_brings_cant_be_deleted()
    {
        await using var api = await ApiPlane.StartAsync();
        await api.PutAsync("/meshes/default", """{"type":"Mesh","name":"default"}""");
        using var web = await api.Plane.WebAsync();
        using var backend = await api.Plane.ApiAsync();
        await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.1");
        var held = await api.DeleteAsync(Dataplane);
        Assert.That(held.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(held.Violations, Is.EqualTo(new[] { "name: is held by the proxy itself: change it there" }));

        var put = await api.PutAsync(Dataplane, Brought.Api(1, "127.0.1.9"));
        Assert.That(put.Status, Is.EqualTo(HttpStatusCode.OK), put.Text);
        await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.9");
        await api.DeleteAsync(Dataplane);
        await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.1");
    }

    [Test]
    public async Task Proxies_that_lose_contact_together_stay_until_somebody_lets_them_go()
    {
        await using var api = await ApiPlane.StartAsync(Brought.Policies);
        api.Plane.ExpectedErrors = ["3 of 4 proxies that registered themselves lost contact"];
        using var web = await api.Plane.WebAsync();
        EnvoyDouble[] backends = [await api.Plane.ApiAsync(1), await api.Plane.ApiAsync(2), await api.Plane.ApiAsync(3)];
        await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.1 127.0.1.2 127.0.1.3");
        foreach (var backend in backends) backend.Dispose();
        await api.UntilAsync("Leaving", 3);
        await api.Plane.PassAsync(180);
        await api.UntilAsync("Lost", 3);
        var status = (await api.GetAsync("/meshes/default/_status")).Text;
        using var back = await api.Plane.ApiAsync(2);
        await api.UntilAsync("Lost", 2);
        var released = await api.CommandAsync("registrations", "release");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Does.Contain("LostContact").And.Contain("3 of 4"));
            Assert.That((await api.GetAsync("/metrics")).Text, Does.Match("traffictrace_registrations.*state=\"lost\".* 0"));
            Assert.That(released.Output, Is.EqualTo("released: 2\n"));
            Assert.That((await api.CommandAsync("registrations", "release")).ExitCode, Is.EqualTo(1));
        }

        await web.UntilAsync(envoy => envoy.Endpoints() == "127.0.1.2");
    }
}
