using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;

namespace TrafficTrace.Cli.Dump;

internal sealed class DeltaStream(
    AggregatedDiscoveryService.AggregatedDiscoveryServiceClient client, Node node, CancellationToken cancellation)
    : IAdsStream
{
    private readonly AsyncDuplexStreamingCall<DeltaDiscoveryRequest, DeltaDiscoveryResponse> _call =
        client.DeltaAggregatedResources(cancellationToken: cancellation);

    private bool _started;

    public Task SubscribeAsync(string typeUrl, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        // The node is needed in a stream's first request only.
        var request = new DeltaDiscoveryRequest { TypeUrl = typeUrl, ResourceNamesSubscribe = { names }, Node = _started ? null : node };
        _started = true;
        return _call.RequestStream.WriteAsync(request, cancellation);
    }

    public async Task<Answer?> ReadAsync(CancellationToken cancellation)
    {
        if (!await _call.ResponseStream.MoveNext(cancellation))
            return null;
        var response = _call.ResponseStream.Current;
        await _call.RequestStream.WriteAsync(
            new DeltaDiscoveryRequest { TypeUrl = response.TypeUrl, ResponseNonce = response.Nonce }, cancellation);
        return new Answer(response.TypeUrl, [.. response.Resources.Select(resource => resource.Resource_)], response.RemovedResources);
    }

    public void Dispose() => _call.Dispose();
}
