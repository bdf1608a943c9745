using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>Delta.</summary>
internal sealed class DeltaClient : XdsClient
{
    private readonly AsyncDuplexStreamingCall<DeltaDiscoveryRequest, DeltaDiscoveryResponse> _call;
    private readonly Dictionary<string, string[]> _names = [];
    private readonly Task _pump;

    public DeltaClient(CallInvoker invoker, ResourceType? only, string nodeId) : base(nodeId)
    {
        _call = Doors.Delta(invoker, only);
        _pump = PumpAsync(_call.ResponseStream, Read);
    }

    public override Task SubscribeAsync(ResourceType type, params string[] names)
    {
        var (subscribe, unsubscribe) = Become(type, names);
        return ChangeAsync(type, subscribe, unsubscribe);
    }

    public override Task RequestAsync(string typeUrl, Node? node = null, string nonce = "", params string[] names) =>
        SendAsync(new DeltaDiscoveryRequest { TypeUrl = typeUrl, Node = node, ResponseNonce = nonce, ResourceNamesSubscribe = { names } });

    public override Task AckAsync(Answer answer) =>
        SendAsync(new DeltaDiscoveryRequest { TypeUrl = answer.Type.TypeUrl, ResponseNonce = answer.Nonce });

    public override Task NackAsync(Answer answer, string message = "rejected by the test", string[]? names = null)
    {
        var (subscribe, unsubscribe) = Become(answer.Type, names ?? _names.GetValueOrDefault(answer.Type.TypeUrl, []));
        return SendAsync(new DeltaDiscoveryRequest
        {
            TypeUrl = answer.Type.TypeUrl,
            ResponseNonce = answer.Nonce,
            ResourceNamesSubscribe = { subscribe },
            ResourceNamesUnsubscribe = { unsubscribe },
            ErrorDetail = new Google.Rpc.Status { Code = 3, Message = message },
        });
    }

    public Task ChangeAsync(ResourceType type, string[] subscribe, string[] unsubscribe) => SendAsync(new DeltaDiscoveryRequest
    {
        TypeUrl = type.TypeUrl,
        ResourceNamesSubscribe = { subscribe },
        ResourceNamesUnsubscribe = { unsubscribe },
    });

    /// <summary>Sends a request as it is, but for the node that the first one must carry.</summary>
    public Task SendAsync(DeltaDiscoveryRequest request)
    {
        request.Node ??= TakeNode();
        return _call.RequestStream.WriteAsync(request);
    }

    public override Task HalfCloseAsync() => _call.RequestStream.CompleteAsync();

    public override async ValueTask DisposeAsync()
    {
        _call.Dispose();
        await _pump;
    }

    private (string[] Subscribe, string[] Unsubscribe) Become(ResourceType type, string[] names)
    {
        var before = _names.GetValueOrDefault(type.TypeUrl, []);
        _names[type.TypeUrl] = names;
        return ([.. names.Except(before)], [.. before.Except(names)]);
    }

    private static Answer Read(DeltaDiscoveryResponse response) =>
        new(ResourceType.Of(response.TypeUrl), response.SystemVersionInfo, response.Nonce, response.ControlPlane?.Identifier ?? "")
        {
            Resources = [.. response.Resources.Select(resource => new Answer.Item(resource.Name, resource.Version, resource.Resource_))],
            Removed = [.. response.RemovedResources],
        };
}
