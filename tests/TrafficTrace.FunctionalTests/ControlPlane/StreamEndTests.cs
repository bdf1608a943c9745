using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Grpc.Net.Client;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>How streams end at a control plane that computes their configuration.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class StreamEndTests
{
    private const int Streams = 200;

    [Test]
    public async Task R12_who_ends_its_side_right_after_its_first_request_is_answered_if_its_node_is_known()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        plane.Resources.Put(Documents.All);
        using var channel = GrpcChannel.ForAddress($"http://{plane.XdsAddress}");
        for (var i = 0; i < 50; i++)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(await AskOnceAsync(channel, "default.web-1"), Has.Count.EqualTo(1), $"time {i}");
                Assert.That(await AskOnceAsync(channel, "default.nobody"), Is.Empty, $"time {i}");
            }
        }
    }

    [Test]
    public async Task A_stop_with_open_streams_logs_no_error()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        plane.Resources.Put(Documents.All);
        using var channel = GrpcChannel.ForAddress($"http://{plane.XdsAddress}");
        var calls = new List<AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse>>();
        try
        {
            for (var i = 0; i < Streams; i++)
            {
                var call = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel).StreamAggregatedResources();
                calls.Add(call);
                await call.RequestStream.WriteAsync(Request($"default.node-{i}"));
            }

            await plane.Log.SaysAsync($"default.node-{Streams - 1} waits");
            await plane.StopAsync();
            Assert.That(plane.Log.Errors, Is.Empty);
        }
        finally
        {
            foreach (var call in calls) call.Dispose();
        }
    }

    [Test]
    public async Task Clients_that_cancel_are_no_error()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: false);
        plane.Resources.Put(Documents.All);
        using var channel = GrpcChannel.ForAddress($"http://{plane.XdsAddress}");
        for (var i = 0; i < Streams; i++)
        {
            using var call = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel)
                .StreamAggregatedResources(deadline: TestControlPlane.Deadline);
            await call.RequestStream.WriteAsync(Request("default.web-1"));
            if (i % 2 == 0) await call.ResponseStream.MoveNext(CancellationToken.None);
        }

        await plane.Log.SaysAsync("default.web-1 has no stream any more");
        await plane.StopAsync(); // the last of them is over then
        Assert.That(plane.Log.Errors, Is.Empty);
    }

    private static async Task<IReadOnlyList<DiscoveryResponse>> AskOnceAsync(GrpcChannel channel, string nodeId)
    {
        using var call = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel)
            .StreamAggregatedResources(deadline: TestControlPlane.Deadline);
        await call.RequestStream.WriteAsync(Request(nodeId));
        await call.RequestStream.CompleteAsync();
        var answers = new List<DiscoveryResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync()) answers.Add(answer);
        return answers;
    }

    private static DiscoveryRequest Request(string nodeId) => new() { Node = new Node { Id = nodeId }, TypeUrl = TypeUrls.Cluster };
}
