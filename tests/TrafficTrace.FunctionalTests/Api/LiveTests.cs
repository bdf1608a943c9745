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

    [Test]
    public async Task Every_connected_node_is_told_known_or_not()
    {
        await using var plane = await ApiPlane.StartAsync(Documents.All);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced("inbound:127.0.0.1:8080"));
        using var stranger = await plane.Plane.ConnectAsync("default.stranger", rtds: false);
        var all = await plane.GetUntilAsync(
            "/_proxies", answer => answer["items"]!.AsArray().Any(one => ((string?)one!["waiting"])?.Contains("Dataplane") == true));
        var (unknown, known) = (all["items"]![0]!, all["items"]![1]!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)all["total"], Is.EqualTo(2));
            Assert.That((string?)unknown["node"], Is.EqualTo("default.stranger"));
            Assert.That((string?)unknown["state"], Is.EqualTo("Pending"));
            Assert.That(unknown["revision"], Is.Null);
            Assert.That((string?)unknown["streams"]![0]!["mode"], Is.EqualTo("Listener"));
            Assert.That((string?)known["node"], Is.EqualTo("default.web-1"));
            Assert.That((string?)known["state"], Is.EqualTo("Accepted"));
            Assert.That(known["waiting"], Is.Null);
            Assert.That((string?)known["revision"], Is.Not.Null.And.Not.Empty);
            Assert.That((string?)known["streams"]![0]!["mode"], Is.EqualTo("Rtds"));
            Assert.That((string?)known["streams"]![0]!["address"], Is.EqualTo("127.0.0.1"));
        }

        var part = (await plane.GetAsync("/_proxies?name=web&size=1")).Json;
        Assert.That((int?)part["total"], Is.EqualTo(1));
    }
}
