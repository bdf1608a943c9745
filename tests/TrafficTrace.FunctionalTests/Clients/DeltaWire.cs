using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;

namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>Delta.</summary>
internal sealed class DeltaWire(ChannelBase channel, Node node) : IAdsWire
{
    private readonly AsyncDuplexStreamingCall<DeltaDiscoveryRequest, DeltaDiscoveryResponse> _call =
        new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel).DeltaAggregatedResources();

    private readonly Dictionary<string, IReadOnlyCollection<string>> _subscribed = [];
    private Node? _unsaid = node;

    public Task SendAsync(string typeUrl, IReadOnlyCollection<string> names, AdsResponse? answered, string? error)
    {
        var before = _subscribed.GetValueOrDefault(typeUrl, []);
        _subscribed[typeUrl] = names;
        var request = new DeltaDiscoveryRequest
        {
            TypeUrl = typeUrl,
            ResourceNamesSubscribe = { names.Except(before) },
            ResourceNamesUnsubscribe = { before.Except(names) },
            ResponseNonce = answered?.Nonce ?? "",
        };
        if (error is not null) request.ErrorDetail = new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = error };
        (request.Node, _unsaid) = (_unsaid, null);
        return _call.RequestStream.WriteAsync(request);
    }

    public async Task<AdsResponse> ReadAsync()
    {
        if (!await _call.ResponseStream.MoveNext(CancellationToken.None)) throw new RpcException(_call.GetStatus());
        var response = _call.ResponseStream.Current;
        var resources = response.Resources.Where(entry => entry.Resource_ is not null)
            .ToDictionary(entry => entry.Name, entry => Unpacked.Message(entry.Resource_));
        var versions = string.Join(' ', response.Resources.Select(entry => $"{entry.Name}={entry.Version}").Order(StringComparer.Ordinal));
        return new AdsResponse(response.TypeUrl, versions, response.Nonce, false, resources, response.RemovedResources);
    }

    public void Dispose() => _call.Dispose();
}
