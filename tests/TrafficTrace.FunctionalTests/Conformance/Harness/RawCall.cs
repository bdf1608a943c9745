using Grpc.Core;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>An ADS stream whose messages are whatever bytes the test likes.</summary>
internal sealed class RawCall : IDisposable
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly AsyncDuplexStreamingCall<byte[], byte[]> _call;

    private RawCall(AsyncDuplexStreamingCall<byte[], byte[]> call) => _call = call;

    public static RawCall Open(CallInvoker invoker, Variant variant)
    {
        var name = variant == Variant.Sotw ? "StreamAggregatedResources" : "DeltaAggregatedResources";
        var method = new Method<byte[], byte[]>(
            MethodType.DuplexStreaming, "envoy.service.discovery.v3.AggregatedDiscoveryService", name, Bytes, Bytes);
        return new RawCall(invoker.AsyncDuplexStreamingCall(method, null, new CallOptions()));
    }

    /// <summary>Sends the message and ends the client's side; returns how the server ends the call.</summary>
    public async Task<Status> SendAsync(byte[] message)
    {
        using var patience = new CancellationTokenSource(XdsClient.Patience);
        try
        {
            await _call.RequestStream.WriteAsync(message, patience.Token);
            await _call.RequestStream.CompleteAsync();
        }
        catch (Exception ended) when (ended is RpcException or InvalidOperationException)
        {
            // The server has ended the call before it had all; its status follows.
        }

        try
        {
            while (await _call.ResponseStream.MoveNext(patience.Token))
            {
            }
        }
        catch (RpcException)
        {
            // The status says what this does.
        }

        return _call.GetStatus();
    }

    public void Dispose() => _call.Dispose();
}
