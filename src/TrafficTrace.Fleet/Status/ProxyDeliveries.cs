using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>Joins what a proxy is served with what its streams say, by content. Reads only, and wakes nobody.</summary>
public static class ProxyDeliveries
{
    /// <param name="fleet">Who is connected.</param>
    /// <param name="dataplane">Whose delivery is asked for.</param>
    /// <param name="revision">Of the store that says what it should have.</param>
    public static ProxyDelivery Of(FleetStatus fleet, Dataplane dataplane, long revision)
    {
        var lookedUpTo = fleet.LookedUpTo; // before the cell: what is due by then is marked there
        var cell = fleet.Find(NodeName.Id(dataplane.Mesh, dataplane.Name));
        if (cell?.Served is not { HasProxy: true } served)
            return cell is { IsDue: true } ? ProxyDelivery.Computing(dataplane.Name) : ProxyDelivery.Offline(dataplane.Name);
        if (lookedUpTo < revision || cell.IsDue) return ProxyDelivery.Computing(dataplane.Name);
        if (served.Condition is { } condition) return ProxyDelivery.Pending(dataplane.Name, condition);
        return Of(dataplane, served);
    }

    private static ProxyDelivery Of(Dataplane dataplane, ServedProxy served)
    {
        ImmutableArray<ProxyRejection> rejections = [];
        string? waitsFor = null;
        foreach (var open in served.Streams)
        {
            if (open.Stream.Observer) continue;
            if (open.Refused is { } refused)
                rejections = rejections.Add(new(ResourceType.Cluster.ShortName, refused.Cluster.Name, refused.Reason, refused.Since));
            var (status, snapshot) = (open.Stream.Status, open.Stream.Snapshot);
            if (snapshot is null || status.Types.IsEmpty)
            {
                waitsFor ??= "it has not been sent anything yet";
                continue;
            }

            foreach (var type in status.Types)
            {
                var progress = type.ProgressTo(snapshot[type.Type]);
                if (progress == TypeProgress.Rejected) rejections = rejections.AddRange(Rejections(type, snapshot[type.Type]));
                if (progress == TypeProgress.Pending) waitsFor ??= $"it has not answered {type.Type.ShortName} yet";
            }
        }

        var drainsUntil = served.ListenersChangedAt is { } changedAt ? changedAt + DrainTime(served) : (DateTimeOffset?)null;
        var state = !rejections.IsEmpty ? DeliveryState.Rejected : waitsFor is null ? DeliveryState.Accepted : DeliveryState.Pending;
        var why = state == DeliveryState.Rejected ? "it rejects what it should have" : waitsFor;
        return new(dataplane.Name, state, why, rejections, drainsUntil)
        {
            WithoutSecrets = LacksSecrets(served),
            Envoy = served.OldestEnvoy,
        };
    }

    private static bool LacksSecrets(ServedProxy served) =>
        served.Tracing?.Collector is { Secrets.IsEmpty: false }
        && served.Streams.Any(open => !open.Stream.Observer && !open.Stream.Confidential);

    private static TimeSpan DrainTime(ServedProxy served) =>
        served.Streams.Where(open => !open.Stream.Observer).Max(open => NodeMetadata.DrainTime(open.Stream.Start.Node));

    private static IEnumerable<ProxyRejection> Rejections(TypeStatus type, ResourceSet wanted) => type.Rejects(wanted).Select(
        rejected => new ProxyRejection(
            type.Type.ShortName, rejected.Blame.Name, NackText.Of(rejected.Rejection), rejected.Rejection.Time));
}
