using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Replicas;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>The control planes on the same store, this one among them.</summary>
internal static class ReplicasRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/_replicas", List).Needs(Right.Read)
        .Tells<ReplicasAnswer>("The control planes on the same store, and whether they answer");

    private static IResult List(FleetStatus fleet, ResourceStore store, Revisions revisions, ReplicaAddress address, Heartbeat heartbeat)
    {
        var (beats, files) = (heartbeat.LastBeats, FileDigests.Of(store.Current.Layers));
        ProxyStatus[] here = [.. fleet.All];
        var self = new ReplicaAnswer(
            revisions.Instance, address.Url, Product.Version, true, PeerState.Answers, null, null, BeatOf(revisions.Instance),
            here.Length, here.Sum(cell => cell.Served.Streams.Length), null);
        ReplicaAnswer[] items = [self, .. fleet.Peers.All.Select(Of)];
        return Answer.Of(
            new ReplicasAnswer(items.Length, [.. items.OrderBy(one => one.Instance, StringComparer.Ordinal)]),
            ApiJson.Default.ReplicasAnswer);

        DateTimeOffset? BeatOf(string instance) => beats.TryGetValue(instance, out var at) ? at : null;

        ReplicaAnswer Of(PeerFleet peer) => new(
            peer.Instance, peer.Address, peer.Version, false, peer.State, peer.SilentSince, peer.Fault, BeatOf(peer.Instance),
            peer.Proxies.Count, peer.Proxies.Values.Sum(proxy => proxy.Streams.Length),
            FileDifferences.With(files, peer).ToArray() is { Length: > 0 } differ ? differ : null);
    }
}
