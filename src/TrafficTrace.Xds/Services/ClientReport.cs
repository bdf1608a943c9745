using Envoy.Admin.V3;
using Envoy.Service.Status.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;
using GenericConfig = Envoy.Service.Status.V3.ClientConfig.Types.GenericXdsConfig;

namespace TrafficTrace.Xds.Services;

/// <summary>What a stream should hold, was sent and said, as a CSDS entry. Pure.</summary>
internal static class ClientReport
{
    public static ClientConfig Of(StreamStart start, Snapshot? snapshot, IReadOnlyList<TypeStatus> types, bool withoutContents)
    {
        var report = Unknown(start);
        foreach (var type in ResourceType.All)
        {
            var status = types.FirstOrDefault(known => known.Type == type);
            var set = snapshot?[type] ?? status?.Accepted ?? ResourceSet.Empty;
            report.GenericXdsConfigs.AddRange(set.Resources
                .Where(resource => status is null || status.View.Subscription.Contains(resource.Name))
                .Select(resource => Entry(resource, status, withoutContents)));
        }

        return report;
    }

    /// <summary>An entry that names the client and says nothing of its resources.</summary>
    public static ClientConfig Unknown(StreamStart start) =>
        new() { Node = start.Node, ClientScope = $"{(start.Aggregated ? "ads" : start.TypeUrl)} {(start.Delta ? "delta" : "sotw")}" };

    private static GenericConfig Entry(Envoy.Api.Protos.PackedResource resource, TypeStatus? status, bool withoutContents)
    {
        var entry = new GenericConfig
        {
            TypeUrl = resource.TypeUrl,
            Name = resource.Name,
            VersionInfo = resource.Version,
            ConfigStatus = status is null ? ConfigStatus.NotSent : StatusOf(resource, status),
        };
        var updated = status?.InFlight is [.., var newest] ? newest.SentAt : status?.AcceptedAt;
        if (updated is { } time && entry.ConfigStatus != ConfigStatus.NotSent) entry.LastUpdated = time.ToTimestamp();
        if (!withoutContents) entry.XdsConfig = resource.UnpackAny();
        if (entry.ConfigStatus == ConfigStatus.Error) entry.ErrorState = ErrorOf(resource, status!.Rejection!, withoutContents);
        return entry;
    }

    private static ConfigStatus StatusOf(Envoy.Api.Protos.PackedResource resource, TypeStatus status)
    {
        if (status.Rejection?.Blamed.Contains(resource) == true) return ConfigStatus.Error;
        if (status.Accepted?.Find(resource.Name)?.Equals(resource) == true) return ConfigStatus.Synced;
        if (status.InFlight.Any(sent => sent.Response.Resources.Contains(resource))) return ConfigStatus.Stale;
        // Neither blamed nor accepted as a whole: it stood beside something that was rejected.
        if (status.Rejection is not null && status.View.Doubtful.Contains(resource.Name)) return ConfigStatus.Stale;
        // What a delta client brought along from an earlier stream is not sent, and so not accepted, on this one.
        return status.View.Sent?.VersionOf(resource.Name) == resource.Version ? ConfigStatus.Synced : ConfigStatus.NotSent;
    }

    private static UpdateFailureState ErrorOf(Envoy.Api.Protos.PackedResource resource, Rejection rejection, bool withoutContents) => new()
    {
        FailedConfiguration = withoutContents ? null : resource.UnpackAny(),
        LastUpdateAttempt = rejection.Time.ToTimestamp(),
        Details = rejection.Message,
        VersionInfo = resource.Version,
    };
}
