using System.Text.Json.Nodes;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Listener.V3;
using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.Clients;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Cli;

/// <summary>
/// Twenty proxies: two refuse for two reasons, two are offline, one goes and comes back while the change is on its way. The counts are
/// right at each step, and clear themselves once the cause is gone.
/// </summary>
[TestFixture(false)]
[TestFixture(true)]
[Parallelizable(ParallelScope.All)]
internal sealed class TwentyProxiesTests(bool delta)
{
    private const string Status = "/meshes/default/traffic-traces/all/_status";
    private const int Connected = 18;

    [Test]
    public async Task The_status_is_right_at_each_step_until_the_last_has_what_it_should()
    {
        await using var plane = await ApiPlane.StartAsync(delta, []);
        using var folder = new ResourceFolder();
        folder.Write("policy", Documents.Policy);
        await plane.PostYamlAsync("/_apply", string.Join("\n---\n", Enumerable.Range(1, 20).Select(Proxy).Prepend(Documents.Mesh())));
        using var stop = new CancellationTokenSource();
        var proxies = await Task.WhenAll(Enumerable.Range(1, Connected).Select(number => plane.Plane.ConnectAsync(Node(number))));
        var (noFile, noListener, leaver) = (proxies[0], proxies[1], proxies[2]);
        noFile.Complaint = resource => resource is Cluster { Name: "tracing:zipkin" } ? "no such file /ca.pem" : null;
        noListener.Complaint = resource => resource is Listener listener && EnvoyDouble.IsTraced(listener) ? "no good" : null;
        await Task.WhenAll(proxies.Select(proxy => proxy.UntilAsync(envoy => envoy.Listeners.Any())));
        var following = Task.WhenAll(proxies.Where(proxy => proxy != leaver).Select(proxy => proxy.FollowAsync(stop.Token)));

        var apply = plane.CommandAsync("apply", "-f", folder.FileOf("policy"), "--wait");
        var midway = await plane.GetUntilAsync(Status, status => Counts(status) == "accepted 15, rejected 2, pending 1, offline 2");
        leaver.Dispose();
        await plane.GetUntilAsync(Status, status => Counts(status) == "accepted 15, rejected 2, pending 0, offline 3");
        using var back = await plane.Plane.ConnectAsync(Node(3));
        var returning = back.FollowAsync(stop.Token);
        var applied = await apply;
        var refused = await plane.GetUntilAsync(Status, status => Counts(status) == "accepted 16, rejected 2, pending 0, offline 2");

        noListener.Complaint = noFile.Complaint = _ => null;
        var repaired = await plane.PutAsync("/meshes/default", MeshJson);
        var cleared = (await plane.GetAsync($"{Status}?atLeast={repaired.Header("X-Revision")}&wait=10s")).Json;
        await stop.CancelAsync();
        await Task.WhenAll(following, returning);
        foreach (var proxy in proxies) proxy.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)midway["delivery"], Is.EqualTo("Rejected"));
            Assert.That((int?)midway["proxies"]!["connected"], Is.EqualTo(18));
            Assert.That(applied.ExitCode, Is.EqualTo(5), applied.Error);
            Assert.That(applied.Error, Does.Contain("no such file /ca.pem\n    web-1\n").And.Contain("no good\n    web-2\n"));
            Assert.That(Rejections(refused), Is.EqualTo(new[] { "CDS tracing:zipkin web-1", "LDS inbound:127.0.1.2:8080 web-2" }));
            Assert.That(Counts(cleared), Is.EqualTo("accepted 18, rejected 0, pending 0, offline 2"));
            Assert.That((string?)cleared["delivery"], Is.EqualTo("Delivered"));
        }
    }

    private static string MeshJson => """
        {"type": "Mesh", "name": "default", "tracing": {"backends": [{"name": "zipkin", "type": "zipkin", "sampling": 10,
          "conf": {"url": "http://127.0.0.1:9412/api/v3/spans"}}]}}
        """;

    private static string Proxy(int number) => Documents.Dataplane($"web-{number}", "web", $"127.0.1.{number}");

    private static string Node(int number) => $"default.web-{number}";

    private static string Counts(JsonNode status)
    {
        string[] told = ["accepted", "rejected", "pending", "offline"];
        return string.Join(", ", told.Select(state => $"{state} {status["proxies"]?[state]}"));
    }

    private static string[] Rejections(JsonNode status) =>
    [
        .. from rejection in status["rejections"]!.AsArray()
           let told = $"{rejection!["type"]} {rejection["resource"]} {string.Join(' ', rejection["proxies"]!.AsArray())}"
           orderby told
           select told,
    ];
}
