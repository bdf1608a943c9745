using System.Net;
using System.Net.Sockets;
using System.Text;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>A tcp service is never traced, and its traffic flows.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class TcpServiceTests
{
    [Test]
    public async Task Bytes_pass_untraced_beside_a_traced_http_service(
        [Values] EnvoyRelease release, [Values("tcp", "kafka")] string protocol)
    {
        await using var world = new World();
        var sink = await world.SinkAsync();
        var echo = world.Owns(new TcpEcho());
        var database = new Proxy("database-1", "database") { Protocol = protocol, ServicePort = echo.Port };
        var web = new Proxy("web-1", "web") { ServicePort = FreePorts.Next() }.Calling("database");
        world.Folder.Write("mesh.yaml", Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)));
        world.Folder.Write("policy.yaml", Manifests.TrafficTrace("all", "sink"));
        world.Write(database, web);
        await world.ControlPlane.StartAndReadyAsync();
        var envoys = await Task.WhenAll(world.EnvoyAsync(database, release), world.EnvoyAsync(web, release));

        Assert.That(
            await EchoAsync(web.Outbounds["database"], "GET /looks-like-http HTTP/1.1\r\n\r\n"),
            Is.EqualTo("GET /looks-like-http HTTP/1.1\r\n\r\n"));

        Assert.That(await Eventually.SettledAsync(() => sink.Spans.Count, TimeSpan.FromSeconds(1)), Is.Zero);
        foreach (var envoy in envoys) Assert.That(await envoy.SumAsync("^tracing\\.zipkin\\.spans_sent$"), Is.Zero);
    }

    private static async Task<string> EchoAsync(int port, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        var answer = new byte[text.Length];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await client.GetStream().ReadExactlyAsync(answer, limit.Token);
        return Encoding.ASCII.GetString(answer);
    }
}
