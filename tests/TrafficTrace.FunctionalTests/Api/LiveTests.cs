using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class LiveTests
{
    [Test]
    public async Task Who_is_connected_is_counted_and_shown_with_the_stream()
    {
        await using var plane = await ApiPlane.StartAsync(Documents.All);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.1:8080"));
        var overview = (await plane.GetAsync("/meshes/default/dataplanes/web-1/_overview")).Json;
        var offline = (await plane.GetAsync("/meshes/default/dataplanes+insights/api-1")).Json;
        var mesh = (await plane.GetAsync("/mesh-insights/default")).Json;
        var services = (await plane.GetAsync("/meshes/default/service-insights")).Json["items"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)overview["dataplane"]!["networking"]!["address"], Is.EqualTo("127.0.0.1"));
            Assert.That(
                overview["dataplaneInsight"]!["subscriptions"]!.AsArray().Select(stream => (DateTimeOffset)stream!["connectTime"]!),
                Has.Exactly(1).GreaterThan(DateTimeOffset.UtcNow.AddMinutes(-1)));
            var status = overview["dataplaneInsight"]!["subscriptions"]![0]!["status"]!;
            Assert.That((string?)status["cds"]!["responsesSent"], Is.EqualTo("1"));
            Assert.That((string?)status["cds"]!["responsesAcknowledged"], Is.EqualTo("1"));
            Assert.That(status["cds"]!["responsesRejected"], Is.Null);
            Assert.That(int.Parse((string)status["total"]!["responsesSent"]!, CultureInfo.InvariantCulture), Is.GreaterThan(2));
            Assert.That(offline["dataplaneInsight"]!.AsObject(), Is.Empty);
            Assert.That(JsonNode.DeepEquals(mesh["dataplanes"], JsonNode.Parse("""{"total":2,"online":1,"offline":1}""")), Is.True);
            Assert.That(
                services.Select(service => $"{service!["name"]} {service["status"]}"), Is.EqualTo(new[] { "api offline", "web online" }));
        }
    }

    [Test]
    public async Task A_service_of_which_some_proxies_are_connected_is_degraded_in_part()
    {
        await using var plane = await ApiPlane.StartAsync(
            [.. Documents.All, ("web-2", Documents.Dataplane("web-2", "web", "127.0.0.3"))]);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.1:8080"));
        var service = (await plane.GetAsync("/meshes/default/service-insights/web")).Json;
        Assert.That((string?)service["status"], Is.EqualTo("partially_degraded"));
    }
}
