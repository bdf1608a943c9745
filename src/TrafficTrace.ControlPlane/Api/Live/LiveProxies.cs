using System.Globalization;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>How the proxies of Dataplanes are connected, read from the fleet's cells and from what other replicas tell.</summary>
internal sealed class LiveProxies(FleetStatus fleet, Revisions revisions)
{
    public const string Unknown = "unknown";

    public LiveProxy Of(Dataplane dataplane)
    {
        var nodeId = NodeName.Id(dataplane.Mesh, dataplane.Name);
        if (fleet.Elsewhere(nodeId) is not var (peer, proxy)) return Of(dataplane, VersionsHere(nodeId), isLost: false);
        var versions = proxy.Streams.Where(stream => !stream.Observer).Select(stream => stream.Version);
        return Of(dataplane, versions, peer.State == PeerState.Lost);
    }

    public OverviewAnswer Overview(Dataplane dataplane)
    {
        var nodeId = NodeName.Id(dataplane.Mesh, dataplane.Name);
        if (fleet.Elsewhere(nodeId) is not var (peer, proxy))
            return new(dataplane, Subscriptions(StreamsHere(nodeId), revisions.Instance, null));
        return new(dataplane, Subscriptions(proxy.Streams, peer.Instance, peer.State == PeerState.Lost ? peer.SilentSince : null));
    }

    private static LiveProxy Of(Dataplane dataplane, IEnumerable<string> versions, bool isLost)
    {
        string[] told = [.. versions];
        var version = Array.Find(told, version => version.Length > 0) ?? Unknown;
        return new(dataplane, told.Length > 0 && !isLost, version) { IsUnknown = isLost };
    }

    private IEnumerable<string> VersionsHere(string nodeId) =>
        (fleet.Find(nodeId)?.Served.Streams ?? []).Where(open => !open.Stream.Observer)
            .Select(open => EnvoyVersions.Told(open.Stream.Start.Node));

    private IEnumerable<StreamSummary> StreamsHere(string nodeId) =>
        (fleet.Find(nodeId)?.Served.Streams ?? []).Select(StreamSummary.Of);

    private static SubscriptionAnswer[] Subscriptions(IEnumerable<StreamSummary> streams, string instance, DateTimeOffset? lostAt) =>
    [
        .. streams.Where(stream => !stream.Observer).Select(stream => new SubscriptionAnswer(
            stream.Id.ToString(CultureInfo.InvariantCulture), instance, stream.OpenedAt, StatusOf(stream), new(new(stream.Version)))
        {
            DisconnectTime = lostAt,
        }),
    ];

    private static SubscriptionStatusAnswer StatusOf(StreamSummary stream) => new(
        stream.AcceptedAt,
        Told(stream.Total),
        Told(stream.Clusters),
        Told(stream.Endpoints),
        Told(stream.Listeners),
        Told(stream.Routes));

    private static ResponsesAnswer Told(ResponseCounts counts) => new(Told(counts.Sent), Told(counts.Accepted), Told(counts.Rejected));

    private static string? Told(int count) => count == 0 ? null : count.ToString(CultureInfo.InvariantCulture);
}
