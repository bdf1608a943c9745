using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>
/// What is no gRPC message ends its call with a status that says so, whichever service it is for, and is no error of ours.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BrokenFrameTests
{
    private static readonly string[] Methods =
    [
        "envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources",
        "envoy.service.discovery.v3.AggregatedDiscoveryService/DeltaAggregatedResources",
        "envoy.service.cluster.v3.ClusterDiscoveryService/StreamClusters",
        "envoy.service.status.v3.ClientStatusDiscoveryService/FetchClientStatus",
        "envoy.service.status.v3.ClientStatusDiscoveryService/StreamClientStatus",
        "grpc.health.v1.Health/Check",
        "grpc.health.v1.Health/Watch",
        "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    ];

    private TestControlPlane _plane = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _plane = await TestControlPlane.StartAsync(delta: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await _plane.DisposeAsync();

    [Test]
    public async Task A_head_that_announces_no_message_is_invalid(
        [ValueSource(nameof(Methods))] string method, [Values("00FFFFFFFF", "0080000000", "0700000000")] string bytes) =>
        Assert.That(await StatusAsync(method, Convert.FromHexString(bytes)), Is.EqualTo(StatusCode.InvalidArgument));

    [Test]
    public async Task A_compressed_message_is_refused([ValueSource(nameof(Methods))] string method) =>
        Assert.That(await StatusAsync(method, [1, 0, 0, 0, 1, 0]), Is.EqualTo(StatusCode.Unimplemented));

    private async Task<StatusCode> StatusAsync(string method, byte[] bytes)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{_plane.XdsAddress}/{method}");
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.Headers.Add("te", "trailers");
        request.Headers.Add("grpc-encoding", "gzip");
        request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } };
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var status = response.TrailingHeaders.Concat(response.Headers).First(header => header.Key == "grpc-status").Value.Single();
        return Enum.Parse<StatusCode>(status);
    }
}
