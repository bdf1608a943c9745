using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>State-of-the-world.</summary>
internal sealed class SotwClient : XdsClient
{
    private readonly AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> _call;
    private readonly Dictionary<string, State> _states = [];
    private readonly Task _pump;

    public SotwClient(CallInvoker invoker, ResourceType? only, string nodeId) : base(nodeId)
    {
        _call = Doors.Stream(invoker, only);
        _pump = PumpAsync(_call.ResponseStream, Read);
    }

    public override Task SubscribeAsync(ResourceType type, params string[] names)
    {
        var state = StateOf(type);
        state.Names = names;
        return SendAsync(Request(type, state));
    }

    public override Task RequestAsync(string typeUrl, Node? node = null, string nonce = "", params string[] names) =>
        SendAsync(new DiscoveryRequest { TypeUrl = typeUrl, Node = node, ResponseNonce = nonce, ResourceNames = { names } });

    public override Task AckAsync(Answer answer)
    {
        var state = StateOf(answer.Type);
        (state.Version, state.Nonce) = (answer.Version, answer.Nonce);
        return SendAsync(Request(answer.Type, state));
    }

    public override Task NackAsync(Answer answer, string message = "rejected by the test", string[]? names = null)
    {
        var state = StateOf(answer.Type);
        (state.Nonce, state.Names) = (answer.Nonce, names ?? state.Names);
        var request = Request(answer.Type, state);
        request.ErrorDetail = new Google.Rpc.Status { Code = 3, Message = message };
        return SendAsync(request);
    }

    /// <summary>Sends a request as it is, but for the node that the first one must carry.</summary>
    public Task SendAsync(DiscoveryRequest request)
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

    private static DiscoveryRequest Request(ResourceType type, State state) =>
        new() { TypeUrl = type.TypeUrl, ResourceNames = { state.Names }, VersionInfo = state.Version, ResponseNonce = state.Nonce };

    private static Answer Read(DiscoveryResponse response) =>
        new(ResourceType.Of(response.TypeUrl), response.VersionInfo, response.Nonce, response.ControlPlane?.Identifier ?? "")
        {
            Resources = [.. response.Resources.Select(body => new Answer.Item(Make.NameOf(body), "", body))],
        };

    private State StateOf(ResourceType type)
    {
        if (!_states.TryGetValue(type.TypeUrl, out var state)) _states.Add(type.TypeUrl, state = new State());
        return state;
    }

    private sealed class State
    {
        public string[] Names { get; set; } = [];

        public string Version { get; set; } = "";

        public string Nonce { get; set; } = "";
    }
}
