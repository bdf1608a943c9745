using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>How a stream's loop ends when the server, not the client, has had enough.</summary>
internal sealed class StreamSessionTests : IStreamHost
{
    private readonly WalkedCall _call = new(new Random(1), delta: false);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _opened = new();

    [OneTimeTearDown]
    public void Dispose() => _stopping.Dispose();

    [Test]
    public async Task A_stop_ends_the_stream_and_leaves_no_read_behind()
    {
        var options = new XdsOptions();
        var server = new XdsServer(
            new SnapshotCache(), this, options, TimeProvider.System, NullLogger<XdsServer>.Instance, _stopping.Token);
        var state = new StreamState(delta: false, null, options.MaxNames);
        using var session = new StreamSession<SubscriptionRequest>(
            server, _call, request => request, _call, state, delta: false, () => Peer.Unknown);
        var running = session.RunAsync(CancellationToken.None);
        _call.Send(new SubscriptionRequest(TypeUrls.Cluster, "", null, new Node { Id = "node" }) { Names = [] });
        await _opened.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await _stopping.CancelAsync();
        var ended = await Assert.ThrowsAsync<RpcException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended!.StatusCode, Is.EqualTo(StatusCode.Unavailable));
            Assert.That(_call.Reading, Is.False, "the server reads the rest of the request itself, and two readers are an error");
        }
    }

    public ValueTask<Admission> AdmitAsync(StreamStart start, Peer peer, CancellationToken cancelled) =>
        ValueTask.FromResult(new Admission(""));

    public void Opened(XdsStream stream) => _opened.SetResult();

    public void Closed(XdsStream stream)
    {
    }

    public void Progressed(XdsStream stream, StreamStatus before)
    {
    }
}
