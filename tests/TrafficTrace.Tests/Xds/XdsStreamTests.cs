using Envoy.Config.Core.V3;
using TrafficTrace.Xds;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

/// <summary>Streams come and go, and the cache forgets them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class XdsStreamTests
{
    private readonly SnapshotCache _cache = new();
    private readonly Mailbox _mailbox = new();

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
    public void A_stream_is_woken_by_the_snapshot_under_which_it_stands()
    {
        var stream = Open();
        _cache.Set(new SnapshotKey("node", "other"), Snapshot.Create());
        Assert.That(stream.Snapshot, Is.Null);
        stream.SwitchVariant("other");
        Assert.That(stream.Snapshot, Is.Not.Null);
        Assert.That(_mailbox.WaitAsync().AsTask().IsCompleted, Is.True);
    }

    private XdsStream Open()
    {
        var start = new StreamStart("node", new Node { Id = "node" }, ResourceType.Cluster.TypeUrl, [], Delta: false, Aggregated: true);
        return new XdsStream(1, start, "", _cache, _mailbox);
    }

    private void DrainMailbox()
    {
        _mailbox.Signal();
        Assert.That(_mailbox.WaitAsync().AsTask().IsCompleted, Is.True);
    }
}
