using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Grpc.Net.Client;

namespace TrafficTrace.FunctionalTests.ControlPlane;

[Parallelizable(ParallelScope.All)]
internal sealed class RequestSizeTests
{
    [Test]
    public async Task A_delta_client_that_comes_back_with_more_than_4_MiB_of_names_is_served()
    {
        await using var plane = await TestControlPlane.StartAsync(delta: true);
        plane.Resources.Put(Documents.All);
        using var channel = GrpcChannel.ForAddress($"http://{plane.XdsAddress}");
        using var call = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel)
            .DeltaAggregatedResources(deadline: TestControlPlane.Deadline);
        var names = Enumerable.Range(0, 50_000).Select(i => $"{i:d70}");
        var request = new DeltaDiscoveryRequest { Node = new() { Id = "default.web-1" }, TypeUrl = TypeUrls.Cluster };
        foreach (var name in names) request.InitialResourceVersions.Add(name, "0123456789abcdef");
        Assert.That(request.CalculateSize(), Is.GreaterThan(4 * 1024 * 1024));

        await call.RequestStream.WriteAsync(request);

        Assert.That(await call.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        Assert.That(call.ResponseStream.Current.Resources, Is.Not.Empty);
        Assert.That(call.ResponseStream.Current.RemovedResources, Is.Not.Empty);
    }
}
