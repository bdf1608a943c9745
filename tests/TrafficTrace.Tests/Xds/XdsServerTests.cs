using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Which failures of a stream are those of a client that has left.</summary>
internal sealed class XdsServerTests
{
    [Test]
    public async Task What_is_cancelled_while_the_call_is_not_is_a_failure_that_is_seen()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => StreamAsync(new OperationCanceledException(), left: false));
    }

    [Test]
    public async Task A_reset_that_shows_before_the_call_is_cancelled_is_the_clients([Values] bool cancelled)
    {
        Exception reset = cancelled ? new ConnectionAbortedException("reset") : new IOException("reset");
        var ended = await Assert.ThrowsAsync<RpcException>(() => StreamAsync(reset, left: false));
        Assert.That(ended!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    [TestCase(typeof(OperationCanceledException))]
    [TestCase(typeof(IOException))]
    [TestCase(typeof(InvalidOperationException))]
    public async Task A_client_that_has_left_is_told_nothing_and_the_log_knows(Type failure)
    {
        var log = await StreamAsync((Exception)Activator.CreateInstance(failure)!, left: true);
        Assert.That(log.LatestRecord.Level, Is.EqualTo(LogLevel.Debug));
        Assert.That(log.LatestRecord.Exception, Is.InstanceOf(failure));
    }

    private static async Task<FakeLogger<XdsServer>> StreamAsync(Exception failure, bool left)
    {
        var log = new FakeLogger<XdsServer>();
        var server = new XdsServer(
            new SnapshotCache(), new SilentHost(), new XdsOptions(), TimeProvider.System, log, CancellationToken.None);
        var requests = new FailingReader(failure);
        await server.StreamAsync(requests, new WalkedCall(new Random(1), delta: false), TypeUrls.Cluster, new ScriptedCall(left));
        return log;
    }

    private sealed class FailingReader(Exception failure) : IAsyncStreamReader<DiscoveryRequest>
    {
        public DiscoveryRequest Current => throw failure;

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromException<bool>(failure);
    }
}
