using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Envoy.Service.Runtime.V3;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>An Envoy of another control plane: it asks for its runtime layer on a stream of its own, and accepts it.</summary>
internal sealed class OverlayDouble : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> _call;

    private OverlayDouble(ChannelBase channel) =>
        _call = new RuntimeDiscoveryService.RuntimeDiscoveryServiceClient(channel).StreamRuntime();

    public static async Task<OverlayDouble> ConnectAsync(ChannelBase channel, Node node)
    {
        var envoy = new OverlayDouble(channel);
        await envoy._call.RequestStream.WriteAsync(new DiscoveryRequest { Node = node, ResourceNames = { "tracing" } });
        return envoy;
    }

    /// <summary>The next layer.</summary>
    public async Task<Struct> NextAsync()
    {
        Assert.That(await _call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience), Is.True);
        var response = _call.ResponseStream.Current;
        await _call.RequestStream.WriteAsync(new DiscoveryRequest
        {
            ResourceNames = { "tracing" },
            ResponseNonce = response.Nonce,
            VersionInfo = response.VersionInfo,
        });
        return response.Resources.Single().Unpack<Runtime>().Layer;
    }

    public void Dispose() => _call.Dispose();
}
