using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Streams come and go, and the cache forgets them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class XdsStreamTests
{
    private readonly SnapshotCache _cache = new();
    private readonly Mailbox _mailbox = new();

    private static StreamStart Start =>
        new("node", new Node { Id = "node" }, ResourceType.Cluster.TypeUrl, [], Delta: false, Aggregated: true);

    [Test]
    public void R13_a_stream_that_ends_while_it_is_moved_is_woken_no_more()
    {
        var stream = Open();
        stream.Close();
        stream.SwitchVariant("other");
        DrainMailbox();

        _cache.Set(new SnapshotKey("node", "other"), Snapshot.Create());
        _cache.Set(new SnapshotKey("node", ""), Snapshot.Create());
        Assert.That(_mailbox.WaitAsync().AsTask().IsCompleted, Is.False);
    }

    [Test]
    public async Task R13_a_stream_that_is_refused_is_woken_no_more()
    {
        var server = new XdsServer(
            _cache,
            new SilentHost(),
            new XdsOptions { MaxStreams = 0 },
            TimeProvider.System,
            NullLogger<XdsServer>.Instance,
            CancellationToken.None);
        await Assert.ThrowsAsync<RpcException>(async () => await server.OpenAsync(Start, Peer.Unknown, _mailbox, CancellationToken.None));
        _cache.Set(new SnapshotKey("node", ""), Snapshot.Create());
        Assert.That(_mailbox.WaitAsync().AsTask().IsCompleted, Is.False);
    }

    [Test]
    public async Task The_node_as_it_was_sent_is_not_kept()
    {
        var server = new XdsServer(
            _cache, new SilentHost(), new XdsOptions(), TimeProvider.System, NullLogger<XdsServer>.Instance, CancellationToken.None);
        var stream = await server.OpenAsync(Start with { Sent = new() { Id = "node" } }, Peer.Unknown, _mailbox, CancellationToken.None);
        Assert.That(stream.Start, Is.EqualTo(Start));
    }

    [Test]
    public void A_stream_is_woken_by_the_snapshot_under_which_it_stands()
    {
        var stream = Open();
        _cache.Set(new SnapshotKey("node", "other"), Snapshot.Create());
        Assert.That(stream.Snapshot, Is.Null);
        stream.SwitchVariant("other");
        Assert.That(stream.Snapshot, Is.Not.Null);
        Assert.That(_mailbox.WaitAsync().AsTask().IsCompleted, Is.True);
    }

    [Test]
    public void A_stream_that_was_moved_is_woken_by_its_old_snapshot_no_more()
    {
        var stream = Open();
        stream.SwitchVariant("other");
        DrainMailbox();
        _cache.Set(new SnapshotKey("node", ""), Snapshot.Create());
        Assert.That(_mailbox.WaitAsync().AsTask().IsCompleted, Is.False);
    }

    [Test]
    public async Task A_host_that_refuses_a_stream_says_why()
    {
        var server = new XdsServer(
            _cache, new RefusingHost(), new XdsOptions(), TimeProvider.System, NullLogger<XdsServer>.Instance, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await server.OpenAsync(Start, Peer.Unknown, _mailbox, CancellationToken.None));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused!.Status, Is.EqualTo(new Status(StatusCode.Unauthenticated, "who are you?")));
            Assert.That(server.Streams, Is.Empty);
        }
    }

    private XdsStream Open() => new(1, Start, new Admission(""), _cache, _mailbox);

    private void DrainMailbox()
    {
        _mailbox.Signal();
        Assert.That(_mailbox.WaitAsync().AsTask().IsCompleted, Is.True);
    }
}
