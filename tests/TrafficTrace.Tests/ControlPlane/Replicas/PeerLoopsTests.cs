using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Tests.ControlPlane.Access;
using TrafficTrace.Tests.Fleet;

namespace TrafficTrace.Tests.ControlPlane.Replicas;

internal sealed class PeerLoopsTests
{
    [Test]
    public async Task One_that_answers_is_kept_though_its_row_is_gone_and_goes_when_it_answers_no_more()
    {
        using var called = new TcpListener(IPAddress.Loopback, 0); // takes the call, and says nothing
        called.Start();
        using var stage = new UserStage(DateTimeOffset.UnixEpoch);
        await stage.LoadAsync();
        var fleet = new FleetStatus();
        var loops = new PeerLoops(fleet, stage.Replicas, stage.Time, NullLogger<PeerLoop>.Instance);
        await loops.SetAsync([new ReplicaRow("b", $"http://{called.LocalEndpoint}", null, "1.0.0", 1)]);
        fleet.Peers.Put(PeerByHand.Peer("b", PeerState.Answers, 0));
        await loops.SetAsync([]);
        Assert.That(fleet.Peers.All, Has.Count.EqualTo(1));
        fleet.Peers.Put(PeerByHand.Peer("b", PeerState.Silent, 0));
        await loops.SetAsync([]);
        Assert.That(fleet.Peers.All, Is.Empty);
    }
}
