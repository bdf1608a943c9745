using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace TrafficTrace.FunctionalTests.ControlPlane;

[Parallelizable(ParallelScope.All)]
internal sealed class HealthTests
{
    private const string Ads = "envoy.service.discovery.v3.AggregatedDiscoveryService";

    [Test]
    public async Task Until_the_first_load_it_lives_but_is_not_ready_and_answers_no_proxy()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        using var web = await plane.ConnectAsync("default.web-1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CodeAsync(plane, "/healthy"), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await CodeAsync(plane, "/ready"), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That((await plane.Health.CheckAsync(new HealthCheckRequest())).Status, Is.EqualTo(Status.NotServing));
            Assert.That((await plane.Health.CheckAsync(new HealthCheckRequest { Service = Ads })).Status, Is.EqualTo(Status.NotServing));
        }

        plane.Resources.Put(Documents.All);
        await web.UntilAsync(envoy => envoy.Listeners.Any());
        Assert.That(await CodeAsync(plane, "/ready"), Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("")]
    [TestCase(Ads)]
    public async Task Those_who_watch_hear_that_it_serves_and_that_it_stops(string service)
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        using var watch = plane.Health.Watch(new HealthCheckRequest { Service = service });
        Assert.That(await NextAsync(watch), Is.EqualTo(Status.NotServing));
        plane.Resources.Put(Documents.All);
        Assert.That(await NextAsync(watch), Is.EqualTo(Status.Serving));
        var stopping = plane.StopAsync();
        Assert.That(await NextAsync(watch), Is.EqualTo(Status.NotServing));
        watch.Dispose();
        await stopping;
    }

    [Test]
    public async Task Once_ready_it_prints_what_each_Dataplane_gets()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.Listeners.Any());
        await plane.Reported;
        var lines = plane.Output.ToString().Split('\n')
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Does.Contain("DATAPLANE POLICY BACKEND SAMPLING TRACED LISTENERS"));
            Assert.That(lines, Does.Contain("default.web-1 all zipkin 10% inbound:127.0.0.1:8080 outbound:127.0.0.1:10001"));
            Assert.That(lines, Has.Some.StartsWith("Ready: xDS on http://127.0.0.1:"));
        }
    }

    private static async Task<HttpStatusCode> CodeAsync(TestControlPlane plane, string path)
    {
        using var response = await plane.Api.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<Status> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.That(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)), Is.True);
        return watch.ResponseStream.Current.Status;
    }
}
