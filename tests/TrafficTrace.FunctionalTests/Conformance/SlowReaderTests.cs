using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>A client that takes nothing holds up nobody, and not for ever.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SlowReaderTests
{
    [Test]
    public async Task R134_R135_a_client_that_takes_nothing_holds_up_nobody_and_is_cut_off()
    {
        var options = new XdsOptions();
        await using var host = await EngineHost.StartAsync(options);
        host.Set(Big(1));
        using var stuck = Doors.Stream(host.Invoker, null);
        await stuck.RequestStream.WriteAsync(new DiscoveryRequest
        {
            Node = new Node { Id = EngineHost.NodeId },
            TypeUrl = ResourceType.Endpoints.TypeUrl,
            ResourceNames = { "big" },
        });
        await host.Seen.OpenStreamsAsync(1);

        await using var other = host.Open(Variant.Sotw);
        await other.FetchAsync(ResourceType.Endpoints, "big");
        for (var content = 2; content < 5; content++)
        {
            host.Set(Big(content));
            await other.AcceptAsync(ResourceType.Endpoints);
        }

        host.Time.Advance(options.SendTimeout);
        await host.Seen.OpenStreamsAsync(1);
        await other.ExpectQuietAsync();
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stuck.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
        Assert.That(ended!.StatusCode, Is.AnyOf(StatusCode.Unavailable, StatusCode.Cancelled, StatusCode.Internal));
    }

    private static PackedResource Big(int content) => PackedResource.Pack("big", new ClusterLoadAssignment
    {
        ClusterName = "big",
        Endpoints = { new LocalityLbEndpoints { Locality = new Locality { Zone = new string('z', 8_000_000) }, Priority = (uint)content } },
    });
}
