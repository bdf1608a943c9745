using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;

namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>State-of-the-world.</summary>
internal sealed class SotwWire(ChannelBase channel, Node node) : IAdsWire
{
    private readonly AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> _call =
        new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel).StreamAggregatedResources();

    private Node? _unsaid = node;

    public Task SendAsync(string typeUrl, IReadOnlyCollection<string> names, AdsResponse? answered, string? error)
    {
        var request = new DiscoveryRequest { TypeUrl = typeUrl, ResourceNames = { names }, ResponseNonce = answered?.Nonce ?? "" };
        if (error is null) request.VersionInfo = answered?.Version ?? "";
        else request.ErrorDetail = new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = error };
        (request.Node, _unsaid) = (_unsaid, null);
        return _call.RequestStream.WriteAsync(request);
    }

    public async Task<AdsResponse> ReadAsync()
    {
        if (!await _call.ResponseStream.MoveNext(CancellationToken.None)) throw new RpcException(_call.GetStatus());
        var response = _call.ResponseStream.Current;
        var resources = response.Resources.Select(Unpacked.Message).ToDictionary(Unpacked.Name);
        return new AdsResponse(response.TypeUrl, response.VersionInfo, response.Nonce, true, resources, []);
    }

    public void Dispose() => _call.Dispose();
}
