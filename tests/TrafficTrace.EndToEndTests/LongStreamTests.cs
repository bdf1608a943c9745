using System.Net;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>A stream longer than any default timeout of Envoy lives.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LongStreamTests
{
    [Test]
    public async Task A_stream_of_60_s_lives_through_both_Envoys_over_HTTP_1_and_HTTP_2()
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var (first, second) = (await world.ServiceAsync("events"), await world.ServiceAsync("events2", http2: true));
        var events = new Proxy("events-1", "events") { ServicePort = first.Port };
        var events2 = new Proxy("events2-1", "events2") { ServicePort = second.Port, Protocol = "http2" };
        var web = new Proxy("web-1", "web") { ServicePort = FreePorts.Next() }.Calling("events", "events2");
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)));
        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink"));
        world.Write(events, events2, web);
        await world.ControlPlane.StartAndReadyAsync();
        await Task.WhenAll(new[] { events, events2, web }.Select(proxy => world.EnvoyAsync(proxy)));

        var streams = await Task.WhenAll(
            ReadAsync(new Uri(web.Outbound("events"), "/stream/60"), HttpVersion.Version11),
            ReadAsync(new Uri(web.Outbound("events2"), "/stream/60"), HttpVersion.Version20));

        Assert.That(streams, Has.All.EndsWith("data: 60\n\n"));
    }

    private static async Task<string> ReadAsync(Uri uri, Version version)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, uri)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
