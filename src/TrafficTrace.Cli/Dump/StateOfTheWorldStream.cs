using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;

namespace TrafficTrace.Cli.Dump;

internal sealed class StateOfTheWorldStream(
    AggregatedDiscoveryService.AggregatedDiscoveryServiceClient client, Node node, CancellationToken cancellation)
    : IAdsStream
{
    private readonly AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> _call =
        client.StreamAggregatedResources(cancellationToken: cancellation);

    private readonly Dictionary<string, IReadOnlyCollection<string>> _names = [];

    public Task SubscribeAsync(string typeUrl, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        // The node is needed in a stream's first request only.
        var request = new DiscoveryRequest { TypeUrl = typeUrl, ResourceNames = { names }, Node = _names.Count == 0 ? node : null };
        _names[typeUrl] = names;
        return _call.RequestStream.WriteAsync(request, cancellation);
    }

    public async Task<Answer?> ReadAsync(CancellationToken cancellation)
    {
        if (!await _call.ResponseStream.MoveNext(cancellation))
            return null;
        var response = _call.ResponseStream.Current;
        await _call.RequestStream.WriteAsync(Acknowledgement(response), cancellation);
        return new Answer(response.TypeUrl, response.Resources, []);
    }

    public void Dispose() => _call.Dispose();

    private DiscoveryRequest Acknowledgement(DiscoveryResponse response) => new()
    {
        TypeUrl = response.TypeUrl,
        VersionInfo = response.VersionInfo,
        ResponseNonce = response.Nonce,
        ResourceNames = { _names.GetValueOrDefault(response.TypeUrl, []) },
    };
}
