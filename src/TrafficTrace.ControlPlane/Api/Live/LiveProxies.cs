using System.Globalization;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Api.Live;

/// <summary>How the proxies of Dataplanes are connected, read from the fleet's cells.</summary>
internal sealed class LiveProxies(FleetStatus fleet, Revisions revisions)
{
    public const string Unknown = "unknown";

    public LiveProxy Of(Dataplane dataplane)
    {
        string[] versions = [.. Streams(dataplane).Select(VersionOf)];
        return new(dataplane, versions.Length > 0, Array.Find(versions, version => version.Length > 0) ?? Unknown);
    }

    public OverviewAnswer Overview(Dataplane dataplane) => new(dataplane, [.. Streams(dataplane).Select(Subscription)]);

    private IEnumerable<XdsStream> Streams(Dataplane dataplane) =>
        (fleet.Find(NodeName.Id(dataplane.Mesh, dataplane.Name))?.Served.Streams ?? [])
        .Select(open => open.Stream).Where(stream => !stream.Observer);

    private SubscriptionAnswer Subscription(XdsStream stream) => new(
        stream.Id.ToString(CultureInfo.InvariantCulture),
        revisions.Instance,
        stream.OpenedAt,
        StatusOf(stream.Status),
        new(new(VersionOf(stream))));

    private static SubscriptionStatusAnswer StatusOf(StreamStatus status) => new(
        status.Types.IsEmpty ? null : status.Types.Max(type => type.AcceptedAt),
        Told(status.Types.Aggregate(default(ResponseCounts), (sum, type) => sum + type.Counts)),
        Told(status[ResourceType.Cluster]?.Counts),
        Told(status[ResourceType.Endpoints]?.Counts),
        Told(status[ResourceType.Listener]?.Counts),
        Told(status[ResourceType.Route]?.Counts));

    private static ResponsesAnswer Told(ResponseCounts? counts) =>
        new(Told(counts?.Sent), Told(counts?.Accepted), Told(counts?.Rejected));

    private static string? Told(int? count) => count is null or 0 ? null : count.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Of Envoy, as its node says; empty when it does not.</summary>
    internal static string VersionOf(XdsStream stream)
    {
        var node = stream.Start.Node;
        return node.UserAgentBuildVersion?.Version is { } version
            ? string.Create(CultureInfo.InvariantCulture, $"{version.MajorNumber}.{version.MinorNumber}.{version.Patch}")
            : node.UserAgentVersion;
    }
}
