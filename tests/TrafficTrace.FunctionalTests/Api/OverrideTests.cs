using System.Net;
using Envoy.Api.Protos;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>In an incident: tracing is switched off or lowered at once, and comes back by itself.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OverrideTests
{
    private const string Path = "/meshes/default/tracing-overrides/incident";
    private const string Inbound = "inbound:127.0.0.1:8080";

    // For tests that only look, or are refused.
    private ApiPlane _shared = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shared = await ApiPlane.StartAsync(Documents.All);

    [OneTimeTearDown]
    public ValueTask StopAsync() => _shared.DisposeAsync();

    [Test]
    public async Task Off_moves_the_runtime_layer_alone_and_comes_back_by_itself()
    {
        await using var api = await ApiPlane.StartAsync(Documents.All);
        using var web = await api.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        web.Received.Clear();
        var written = await api.PutAsync(Path, Body("\"off\": true"));
        Assert.That(written.Status, Is.EqualTo(HttpStatusCode.Created), written.Text);
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 0);
        await api.PassAsync(TimeSpan.FromHours(2));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 1000);
        await api.Plane.Log.SaysAsync("TracingOverride default/incident has ended; it was there for: too many spans");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(web.Received, Is.All.EqualTo(TypeUrls.Runtime), "no listener is touched");
            Assert.That((await api.GetAsync(Path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task A_proxy_without_a_runtime_layer_goes_without_tracing_unless_it_may_not_drain()
    {
        await using var api = await ApiPlane.StartAsync(Documents.All);
        using var web = await api.Plane.ConnectAsync("default.web-1", rtds: false);
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        await api.PutAsync(Path, Body("\"off\": true, \"drain\": false"));
        var left = await api.GetAsync("/meshes/default/traffic-traces/all/_status?wait=10s");
        Assert.That((string?)left.Json["delivery"], Is.EqualTo("Delivered"), "nothing is sent to it");

        await api.PutAsync(Path, Body("\"off\": true"));
        await web.UntilAsync(envoy => !envoy.IsTraced(Inbound));
        await api.DeleteAsync(Path);
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
    }

    [Test]
    public async Task A_sampling_of_its_own_is_for_those_that_are_meant()
    {
        await using var api = await ApiPlane.StartAsync(Documents.All);
        using var web = await api.Plane.ConnectAsync("default.web-1");
        using var other = await api.Plane.ConnectAsync("default.api-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        await other.UntilAsync(envoy => envoy.RuntimeSampling == 1000);
        await other.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.2:8080"));
        other.Received.Clear();
        await api.PutAsync(Path, Body("\"sampling\": 2, \"selectors\": [{ \"match\": { \"kuma.io/service\": \"web\" } }]"));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 200);
        api.Plane.Resources.Put(("mesh", Documents.Mesh("20")));
        await other.UntilAsync(envoy => envoy.RuntimeSampling == 2000);
        Assert.That(other.Received, Has.Count.EqualTo(1), "the override sent it nothing");
    }

    [TestCase("\"off\": true", "", "until", TestName = "An override needs an end")]
    [TestCase("\"off\": true, \"until\": \"2999-01-01T00:00:00Z\"", null, "reason", TestName = "An override needs a reason")]
    [TestCase("\"until\": \"2999-01-01T00:00:00Z\"", "", "off", TestName = "An override says off or a sampling")]
    [TestCase("\"sampling\": 200, \"until\": \"2999-01-01T00:00:00Z\"", "", "sampling", TestName = "An override has a sampling up to 100")]
    [TestCase("\"off\": true, \"until\": \"2001-01-01T00:00:00Z\"", "", "until", TestName = "An override does not end in the past")]
    public async Task An_override_is_whole(string fields, string? reason, string field)
    {
        var said = reason is null ? "" : ", \"reason\": \"too many spans\"";
        var answer = await _shared.PutAsync(
            Path, $$"""{ "type": "TracingOverride", "mesh": "default", "name": "incident", {{fields}}{{said}} }""");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), answer.Text);
        Assert.That(answer.Violations, Has.Some.StartsWith($"{field}: "));
    }

    private static string Body(string fields) => $$"""
        { "type": "TracingOverride", "mesh": "default", "name": "incident", {{fields}}, "until": "{{Documents.InAnHour}}",
          "reason": "too many spans" }
        """;
}
